// Written by train/train.mjs from 49523 pairs; do not edit. Learned from ar2en-train (google/transliteration, Apache-2.0),
// the Wikidata name list (CC0) and half of the Gaza name dictionary (public domain): counts only, no name stands here.
// A line of SPELLING: unit | runs of sounds | their chances | after which unit = chances | before which unit = chances.
// A line of COMMON: sounds, chances of the lengths, then for each sound the chances of what follows. Signs: see spelling.ts.

/** Spelling units and what they stand for. */
export const SPELLING = `
a|A,,Y|BSn|#=BU- aw=Aas ay=Aa- b=BPo c=Acm cc=Af- d=BQf dh=DL+ f=CLl g=BVj gh=GGh gn=Afh h=CMn iy=Aa- j=COe kh=EIq l=BUh ll=BXq m=BRs n=BUt p=Aal q=GGk r=BUk rr=AY- rz=BmX s=BPu sh=DJl t=BTt v=Abr w=BQf x=DL9 y=BVy z=BPu|#=Apn b=BPr bb=DJ- c=BWb ck=Ahn dd=EH- f=CL- g=BZd gh=EHm gn=Ar- h=FH- hh=FGx j=COt jj=KDz k=BRf kh=FH- kk=EH7 l=CNk ll=CM- m=BPm mm=DJ- n=BWt nn=BU- ou=DJ- p=Ahu q=HF- qq=KDw r=BQu rh=FH5 rz=DI- s=BUp sch=Am8 sh=COw t=BSe ts=Ab- tz=An8 v=BYc z=BPl
aa|A,W,,AY,AW|Afgkm|#=C0QYV g=BPy13|l=CyN35 r=AX8--
ae|AY,A,Y,,YA|ENNhj|ch=FQZLu s=CPeyz|#=DVN1X d=FaHuw e=IFXrt l=CVTW5 r=KGNe4 v=BeWyZ
ai|AY,Y,A,|EIan|#=BiY- k=CLg- l=HFcc ss=EQMw v=IGP5 w=JDu7 z=IEt6|#=BSep ch=BUmz k=CNu7 n=HGTh o=DNpS r=JEbm s=HFhh y=LKGx
au|AW,W,A,|FHfj|#=Aja- c=LCx1 ch=OCxa m=JEZ5 v=RBvz|#=CM59 e=CP0e g=DMY4 gh=PCbW l=HE6j m=CLf6 s=EJkb x=QBuy
aw|AW,W,Af,f,AWA|DJinq|#=AZx35 d=HFb68 h=KD39- k=BVk-b l=HGYY+ s=BP39- sh=HE39- z=BR38-|#=HFY8+ a=CMs-j i=COe-- k=OCty1 l=HEy36 s=JIXM4
ay|AY,Y,,A|CMeo|#=Am5a f=ENO4 h=EJX- kh=KFVV m=CQVk r=DJ6- t=EJU+ z=GFu4|#=BO-- a=CM-- e=BQ8h h=HEv4 i=BbtY m=HFy7 o=BV1+ y=UXCa
b|b|A||
bb|b|A||
c|k,s,tc,c,Ak,g,,ts|CPYhhjnp|#=BVi0-m-0 a=ELWk-gpg ay=IEgqqswy e=CSbo-bob i=FQLd-lsk m=Gg2-Gn-- n=IGeW-dlo o=DMVl+ll- r=FIbb-dqq s=BjgX--W- u=FIT88+ke|#=FrIu--pa a=Aqo-zhwn ai=Ahpzz157 au=Bhqzb257 d=EhqzIa57 e=ZCWZifew ea=JJJrrtxz ey=IFluuV02 f=CajsOvy0 g=Fiq0G268 i=SEQTeZc- ia=RESQ7ii- ie=PDpUz1a7 io=RDTS6c-- l=Ao6-e-r- m=EdlvIx03 n=EdlvJx03 o=A8-2-2w- oo=Agoyy046 ou=Apy88+-- r=Ao6-m-m- s=EjMP1369 t=Acu446f- u=Axq--ilr y=PCZ3469-
cc|k,tc,Ak,ktc,c,ks,sg,s|FMSacfoo|a=DLtee6e- e=DRaRby7c i=DMmucz88 m=GkGz04-- o=CPkbvy77 u=PEpaUU-f|a=BkUz04-- h=FNsPa5d- i=VCowyS+Z ia=JFclSqyy io=OEhpPX33 l=FaHpru33 o=CXOwe1++ r=FXIlnqzz
ch|tc,c,k,x,g,,h|HITVhnp|#=GHSmg1s a=JJUMkqh d=EQcdMwy e=LGPT-g- ei=OINLg-- i=FKTZlqn l=KKJS067 n=MDVyhmh o=JIROg-- ou=QBuv8-- r=JGTUd-- sh=FYjXxI5 u=EMYUc-- v=CMijw24|#=HJWNqvv a=HGbcerk ae=ITINsy0 ai=GIaS06W au=KFlPz57 e=IGVYelm i=EJYfhrw k=EIlma56 l=OGKV068 m=JIaM17c ou=JDmo068 ow=FOfLtz1 r=XMDY8-- s=KOIOy45 t=MGTP5b- u=EObUeZ-
ck|k,Ak,tsk,kW|Agoq|i=A-rr ie=DqK0 m=GG68|#=A--- i=CQV-
cq|k,Ak|BS||
cz|tc,kz,z,c,sz,ts,s,Yz,t|HMOYeeeee|i=DWTZavavv n=QNEhmmmmm sz=HWPinnnSN|#=DUUaWbbww y=LKMlrWrQr
d|d,|Ag|#=Av a=Ao au=CO r=BV|#=BV a=As ch=CM e=At i=Ap o=Ay r=As t=FH zh=CL
dd|d|A||
dg|dg,g|AZ||
dh|d,dh,z,dA,Ad,zh|FIafii|#=ENQy1b|#=DWXPxx
dj|g,dg,d,dY|FIaa||o=LFnM
e|Y,,A,AY|FHYj|#=jSFJ ai=MCa1 au=JDd4 ay=JEY- b=FHf7 c=FHj- ch=FHY- ck=IEa- d=FHe- dd=LDX3 dg=OCx7 dj=KDt3 ei=MCpz ey=HEv5 f=FGg- ff=MCy8 g=GGc1 h=EHf- iy=DQO1 j=FGd- k=GHT- kh=MCt3 kk=LDYy l=EHg- ll=HEf- m=FHh- mm=JDf- n=GFc2 ng=IEe- nn=HFl- ow=IEf6 oy=JDr1 p=DKk- pp=KDg7 qu=DKg- r=DKg- rr=DKbo s=FGe- sh=DJf- ss=GFb- sz=CRXy t=FGg- ts=BQu4 tt=MCc- tz=KEV6 v=EIk- w=COk- y=OCh- z=GGX-|#=KET- b=EJWc c=COdi cc=BTsX ch=ELUZ ck=COZf d=DMSc dd=GJRV dg=FNNa ff=CTVe g=COZY gg=DSSR h=HFYm k=DLYa l=EHhl ll=CMkp m=FJWb mm=GLWM n=FGaq ng=HJMj nn=DMeg o=DLm- p=DMXe ph=ELP2 pp=CPW2 r=IEen rr=CPii s=FIWr sch=EQUP sh=EKYV ss=EJhk sz=BTku t=CNei tch=DRNy th=DLcZ ts=DKg6 tt=BSem tz=CPa0 v=CPbW z=CPYY
ea|Y,YA,A,AY,,rYA,AYA|FKUXiss|#=YeTC1-X b=BPnq1-- d=IEloz99 h=CRTq1-- j=IMHny88 l=DLgg6-- n=MDXmY77 p=BTjmx77 r=GGgwh-- s=BSmp0++ sh=BVfit33 t=ELVqT++ y=IRGkv55|#=TCQy9e- d=DSWUU-- n=FIRv6-h r=DSST9-- s=GLnNW-- th=BZjmX77 v=BSjlw66
eau|W,YW,YAW|BRZ||
ee|Y,,AY|Ahl|#=JpD|
ei|Y,AY,,YA,YAY,A|EIknnq|#=eB---Y b=CP57d+ h=GFgll- k=BV68Y- l=CM---m p=CQ1Z37 s=DN7fU- t=GGd---|#=CS-UY- ch=IEg++- f=BS02Y5 gn=DRMwwz n=HFe--h r=BV---j s=HE---l
eu|YW,W,WY,,AW,Y,AYW,AY,Yf|HKRXYcgkn|#=IemcIxQU8 b=MDbghmqux d=EMSmnsw03 l=HGhXnYw03 m=GMfLmquy1 n=GPKbrwz4X r=KGNstd159 th=CPdikoswz|#=FGjopux15 b=HNIklptx0 d=FMSnosTY3 n=IMVWWMuy2 ng=OKYGfjnru r=KLUJVvy36 s=FSTqPwX4X x=NCfklqty1
ew|YW,W,Yf,f,AYW,Wf,AW|GJTWfll|#=JUegIvO h=BVfirxx l=HIMbz44 n=BXWqz55 r=KDnqzc5|#=GFbq055 a=HNLmU11 b=BUegqvv e=IHTqX5X s=INPMzX4
ey|Y,AY|BT|#=PB f=EH h=EI l=Ac n=Ai|#=Ab e=DJ r=DK s=EH
f|f|A||
ff|f,fAn|Aq||
g|g,k,,x|BZhq|#=Abto a=BUcr i=BZa- ng=MOE1 o=Ahc- ou=CL08|a=BXo- e=Agvg i=AYwn k=HiFy l=ChO- o=Ahpt r=Aaxs u=BV-o ue=BQ-- ui=BPl-
gg|g,k,dg,ng|BYgg||
gh|g,,k,h,A,x,gh|CTUfiln|#=BvU7--- a=CaRbg-m au=JFmS036 e=DmMy14c ei=RCjuS03 r=BnXz36d u=CTkwU24|#=GLV3SW- a=BgVd--h i=CnMz268 o=DkNVz35 t=OCjux03
gn|gn,nY,n,kn|GKNg||a=ELTW i=EbIw o=JFS3
h|h,,A,Y,x|CSXns|#=Akp-p a=CRR22 ay=DjL38 b=DKv-- cc=bAw-- ch=FHgw1 e=EPLpv ey=GPLwR i=BcT-p ia=NJG49 ie=KNF05 j=GISx2 l=BSgd- n=DVbO- ng=FHg-- o=EKU-s oa=JdDx2 oe=EIhx2 rz=LCjz4 ss=IEgw1 ts=OCjz4 tt=LDoU9 u=BRj-j|#=NPD-w a=Ac5qq aa=Alp5+ aw=Aos8- ay=Acw-i e=BTi-- ee=BWm2T ei=Acz-- i=BSmz- ia=FInU8 io=OCl26 l=GF1n- m=DJx-- n=FGyk- o=BY-Y- oo=Akp5+ ou=Aay-- r=CM3-g u=BXirg y=Abg--
hh|h|A||
i|Y,,AY,A|BWdh|#=dbFI aw=Ai48 ay=GFsw b=BTmr c=BU-- cc=AtzZ ch=BYf- d=BWqk dd=CMy2 f=BWol g=BT-w h=BUlq j=BS-- k=BWqu kh=Av25 l=BWmo ll=Aa-u m=BWmp n=Abp2 nn=Aa7- ph=Asz3 q=CMy1 qu=Afk9 r=AYnt rr=AZ8n s=BTi1 sch=Av26 sh=Aa-- ss=BV9o t=BTps tt=Ae-r v=BZml w=Aaf- y=KD3i z=AZnt zz=Av25|#=Ak-0 b=CTZT c=Bafy ch=BWYq ck=Adl- d=BaYe f=CPee gn=DWTO h=COYg j=BX9Y kh=DP1R l=BTXx ll=BYiw m=BUZh mm=BeS3 n=BUgc ng=CNkZ q=FGsw r=BUYf s=BUZe sch=CMw0 sh=CWTX ss=CVVa u=BSlt v=CgOg w=DVPW z=CTXc
ia|YA,Y,A,AYA|Acfr|#=CqsN cc=DnK2 g=BiR- l=AZ-- r=AZ-l|#=Alh- h=CNw9 k=BQe- u=FGo0
ie|Y,YA,AY,|Bcdh|#=NsCw c=CPva|#=Ab-j l=Apb- m=BuPz n=DMXV nn=FJSv r=A-hg s=BiTi
igh|AY,Yg,Y|CNb||t=Aid
ii|Y,AY,YAY|BTc|#=KDl|
io|YW,W,Y,AYW,YAW|BZjll|#=DoyJ0 c=BRc++ d=Ay8++ g=CMe66 n=Au46Z|#=Afuul k=ElVVM r=BR6a8 tt=DMX00
iy|Y,AY|Ak||
j|g,Y,,x|DNZZ|#=CPtZ a=CN9e b=LDWn e=FNgM ei=EgKW g=KESj i=HTHW k=HFVm l=LDhy o=FHgd ou=Abnn t=HGTY u=BV1c|#=DKW1 a=DLbY ay=Afrr d=EMPs ea=BdpY i=Adki ia=BepY k=NENu n=HMJs o=DNeS oa=JGkO ou=BXra s=JIJs t=GGXo ua=HcXG
jj|g|A||
k|k|A||
kh|x,k,kh,h|BXch|n=ENNr r=EZJz|ei=CjLs o=CTS6
kk|k,kY,Ak|Aee||
kn|kn,n|FH||o=NC
l|l,|Ac|#=AZ a=BU aa=CN au=BQ b=As f=A7 g=As ie=A8 k=A9 o=Ap ou=A+ p=A8 r=Aq s=A- u=Ak|#=Ax aa=CL e=AX ey=A- o=Ah w=BO
ll|l,,Y|BYg|#=BqR a=BUb ai=EIx e=Ae- ei=DJt o=Aob u=A2h|#=A-- a=BWZ i=Af- o=BUZ
m|m|A||
mm|m,nm|An||
n|n|A||
ng|ng,nk,n|Adl||e=An- i=BP7 k=DoJ t=BzU
nn|n|A||
o|W,AW,,A|BZdo|#=pAqY b=A-bp c=Awh2 d=A-ep e=Arfm ew=DkJz f=A+lt g=A-bt gh=GrF5 h=BpYp j=A+it k=A4qs kh=CyM- l=A-gp ll=A7l- m=B4Wq n=A-ip ng=Ax1- p=A-iw r=A7gv rr=A0b- s=B-Ww sh=B0Sk ss=A4io t=A-hp th=A1ll tt=A15- v=A8jr w=B4iY y=A7el z=BpYq|#=A4qw b=CQZg bb=BrVV c=BSZ- ch=BSgb d=BSff g=BRjs gh=EqI5 h=CRVm k=CPbe kh=DXK8 kk=DJp0 l=BTdq m=BaZg n=Agbr r=BZap rh=EOM0 s=BVax th=CP0a v=Ajkw
oa|WA,W,A,AW,AWA|ELWXd|#=RYjFK r=HFlnt|#=Aeoqw d=KDikp k=HMlLS
oe|W,WY,AW,Y,YW,AWY|EIfggl|#=RUHtPM l=CSxaV2 n=MCsuuy|h=DTpNrv s=FJXvvS
oi|WY,WA,W,AWY,AY,WAY,WYs,Y,AW|DMaejjmmm|#=PXUGUvyyP k=CbXtyP222 l=JFlpuuyUy m=GLMqwwzzz n=FGqu00333 r=DQXyd3X77|#=CTYzY4777 ch=CYmrwVzVz s=GFve55888
oo|W,AW,|Adl|#=OCz|d=A6e s=CO2
ou|W,AW,|BZd|#=HF3 b=Aob c=Az3 d=A1l h=CNb k=A0e kh=BsR m=BdQ p=A04 r=Agp|#=A7q d=BRg r=Akf s=DNU th=FGs
ough|Wg,W,Wf,A,AW,g|JLPQUX||t=HOYaJh
oui|WY,WA,Y,W|Baff|d=EIoo|#=Ay44 n=EIqq
ow|W,Wf,AW,Amr,WY|ENNrr|#=NZC33 h=FaG44 k=FHb-- l=DRR-g ll=Bab44 n=IEb-- t=ING88|#=EMTfl a=Aee88 e=FcH-- i=IEf99 l=DgK++ n=KfD99 s=GGW-k
oy|WY,WA,AWY,Y,AY,WAY|Bcehhn|#=KmHrKx|#=BT2b5- a=A1c77d
p|b,|Ap||a=A- f=CN
ph|f,bh,b|Afi||
pp|b|A||
q|k,tc,g|Agn||
qq|k|A||
qu|k,kW,tcW|GGj|#=JDb i=CM3|a=PCZ e=DLm i=ID-
r|r,YA|As|#=A- a=A- ie=CL o=A- u=A-|#=Ad a=A- e=A- i=A- o=A-
rh|rh,r,rA,g|BRai|#=NFPV e=Aox4|a=Amw3
rr|r|A||
rz|rz,rts,rg,rtz,r,g|BYbcgk|a=Abzh58 e=DPSY14|a=Atvw04 h=ElIptw y=CkmnrO
s|s,z,,c|BVgh|#=Aowd a=Bbji ai=COX5 au=CNfk c=EoI1 ch=DYOU d=DLob e=CQYs ei=DK8k ey=EItu gg=MCuv h=BlxQ i=BXko ie=CMi7 k=Az-- l=COsj ll=EI01 n=CNlc ng=DKg5 o=BUoi oi=GQI3 p=BtYb r=CMll u=Bbbp ue=DUPa v=A0-o z=HfFs|#=CPan a=BXun b=BQ9+ c=BsUt e=BQrn ia=CO2W ie=CO34 k=A-vk l=Adg- m=BV-- n=CSSg o=Aem- ou=Av68 p=Almc t=B2sX u=Anoi
sch|c,sk,tc,stc,sc|BVYdk|e=DPWS6 i=CobTb|#=Buhcc a=DeQUf i=ENRYh k=CjlLy
sh|c,s|Ar||
ss|s,z,c,|Almr||h=HvE1
sz|s,c,sz,z,Ys,,g|IMNOhhh|#=HOLT33Z u=FOTTuQu|cz=KHYYrNr k=GQLcSww
t|t,,A|Agk|#=A8- a=Ahu ch=BU8 d=BQ- e=BgQ i=Ao- io=BQ0 n=Ae- o=BVx oi=CMz r=Ab- s=Aq2 ue=EvH|#=BUW a=A0- e=Av- i=Am- o=Au- r=A0- u=A--
tch|tc|A||
th|t,d,th,tA|Bado|#=Ajm- ea=EIr2 l=DVN1 oe=ClnO|#=Ak-q e=BS9c ey=FGmx l=CLoz
ts|ts,s,tc,tz|Aggj||e=BT1e h=MrCv u=Al--
tsch|tc,tYc|AZ||
tt|t|A||
tz|tz,ts,z,t,tc,tYz|CPfjjl|i=DNk-cf ie=CeSSy0|#=CPf-d- k=EKU002
u|W,,A,AW,Y,YW|CSbdjn|#=djNDiY b=CRd-bl c=BdV-bq ch=CSX5bf d=CVV-gi f=BUr--j g=CPa-tu gh=JEmpvz h=ELT-er i=BXlo-- io=XBwy48 j=BRc-k- k=BVp-yn kh=FGuxc7 l=BWc-rr ll=Baux2c m=CMg-mh n=BWc-ks p=Baf8of r=BWY0nv s=CPa-m- sch=Alux36 t=BSe-f- ts=BSq-l- w=DKvyd7 y=Af8--- z=BPk-q-|#=BZs-mv b=BRmen- bb=GLNXy2 c=Aij4kk cc=Apyf6+ ch=CWcXeh ck=DdK06+ d=BXabsn dg=EaJmsw f=CMhh8- ff=CXOy48 g=Baidgo gg=CUOw25 gh=GGsv0a h=CO7X-p j=BT3f-f k=BSeqqh l=CRkZjk m=CRWZ-p mm=ERLv15 n=CRWgvn ng=CQSd9- nn=ETMZ04 q=GFsv04 r=CQkYYl rh=FKmOuy s=CQclpm tch=DeKqvz tt=CSQh8- v=CacRc7 w=LDwzZ9
ua|WA,A,W,YW,YWA,YA|CSajjm|c=DdOuuU m=GGVwwz t=ELlUUy|#=Als11b i=JEXxx1 n=BpV6gg r=CUuUd6
ue|WY,Y,,W,YW,WA,AWY,YWY,AY,A|INOOcgkkmm|#=VSbbVtLLQz b=FWWOZR1133 c=CabPquxxzz cq=OMFZnrvvxx d=HYZInrvvxU f=DZaNosvvyy g=QIIVhm---- h=FUdQMvyy11 k=CWXYmqttww l=IRaHosvvyy m=EaOSptwwVz n=DabOpVwwzz ng=OFPTquxx00 r=HXgGuz2244 s=IZSHptwwyV|#=PTIJY588++ i=TQIRnOvvxU l=DPYSzf66f9 n=EYSQvWb355 rr=KHMbptwwzz s=LNNQRyaa33 t=LEddrvyy1X
ui|WY,Y,W,YW,AY,A,WAY,|GIVbfmmm|g=KEfglgll h=GQMQszzz io=PCflpwww l=CVioPzzz r=FOMqt1X1 t=EReMovvv|#=HFfg3-h- n=GJlYvT22 r=JHUorzVV s=FTNQv222
uo|W,YW,WA,WAW|BWYd||
uu|W,AW|BT||
uy|WY,Y,AY,AW,AWY,YW,W,|CTWeeehh|#=LcQnJMqq h=IQQRnnqM|a=BUcyyy11
v|f,W,b|Ago|a=BXl l=A-c o=A-z r=BVj|#=A2- a=Abj o=A-r
vv|f|A||
w|W,f,|CQW|#=COX i=AZx ie=HEm k=BmS n=BdX ou=IKI sch=EHq|a=BTg ai=Akr ay=Aja ei=EJZ i=COf ie=DIp o=GPI oo=BrU r=LWD u=DKr y=BVt
wh|W,WA,|CMb||
ww|A|A||
x|ks,,c,z,s,Aks,sk,x|DOTbdmqq|#=QkGKzW-Z a=Afc03--- au=PCips144 ck=HOcjJvyy e=Amfz2-h- eau=LDgoW033 eu=JDgor033 i=BhmuW599 o=Aibvy7++ ou=MCjru366 t=GbHoW033|#=FGx5a--- a=CkTTz8Ze e=CjSUd7++ i=DaOddd+d ia=LdEXtY55 t=BejqY255
xx|ks|A||
y|Y,AY,|Abf|#=Aju b=BV9 h=BSZ iy=MnC t=BUd w=CL1|#=An4 a=A-c c=HFV d=CLg e=BSp l=COX o=Aqa p=DQO r=CPW u=A9c
yy|Y|A||
z|z,ts,s,t,d|Afhkl|#=Adurv a=Bndie au=DPswP e=BqZfh i=A-ee- l=BTf78 n=BVcr- ue=BstPx|#=Babh- a=Bpffi au=CopMu b=BxV2V e=Adp-- ee=CYwzP i=Akn-t ia=BSY56 l=Bd25V u=Adk-- ue=CpqNv
zh|g,z,zh,tc,c,sh|IJOTgg|a=NOHdNq|d=FSXcMp
zz|z,tz,ts,dz,Az,Alz|CTVfil|e=CXmZZT|i=DOS46c
`

/** How common runs of sounds are: all sounds, then frames. */
export const COMMON = `#AWYbcdfghklmnrstxz -veSLJJLOSYdlsw34--+- -NYXMVTRQSOTOVTQReZ --QOTZUVVbRQRKMRRgY -R-PTXTQWbSOSLMPRhX -OQ-VYTTVdRNTLNQPhX 9JJI9hgjlccSoXMaaml 3KNFZ3hZjbVWVUTiTmr 6KKHbk6cXbbUZWNYepZ 6JMGsjh6jicTjXNUXpk 6JJIZnbf6diSZTNZb6c 3HKJZfYjd3hWTUSab3f 9IIJehefig9SbYQTa2i 9JLGYjSWcbX9WYXWWna 8GKJRfbheaXY8WUYdkd +MNIYbObObSfe+XRQnW -KLIWdSZUdVXWT-VRkZ 8LLJUrfbhiOTWUX8Lnj 9KKJfMlfhgbYbXOR9tX sJJKcXUafmmRVVPYSsZ 1IKHZnbabaWVWTTifu1
#AWYbcdfghklmnrstxz -lQIGKPXfqz+--------- -L--MVTRQSOTOVTQReZ 66nkPUQTSXQQQLMPRdV SSSSSSSSSSSSSSSSSSS SSSSSSSSSSSSSSSSSSS 9UXT9XUYXYSMYNHRQdZ 3TVNS3WSXXPPQLMXPeb 6QSPUb6TUZTORMKRVmW 6RZUdbV6WeTLaLJPOja 6SUSUdUV6ZWMSLJRSqX 3WXVTYRUU3VNOLKRSnY 9QROTZXSab9NSNKORqX 9RTOSaPPWZR9RLQPQgW 8SZTQYUZWXQP8JLQPeX +QSOVXNTNZPUW+RONkU -STQSXPSRaQRRM-ONeV 8UVTRgVUXbMORLQ8Kjd 9STQWMZVYdTQTLLO9jV sSUUXWRTambNQMLPOsV 0PSPShUUUXPOQLNXUi0`
