// Written by train/train.mjs from 54372 pairs; do not edit. Learned from ar2en-train (google/transliteration, Apache-2.0),
// the Wikidata name list (CC0) and half of the Gaza name dictionary (public domain): counts only, no name stands here.
// A line of SPELLING: unit | runs of sounds | their chances | after which unit = chances | before which unit = chances.
// A line of COMMON: sounds, chances of the lengths, then for each sound the chances of what follows. Signs: see spelling.ts.

/** Spelling units and what they stand for. */
export const SPELLING = `
a|A,,Y|BSm|#=BT- aw=AYt ay=Ac- b=BPn c=Acm d=BQe dh=CL+ f=CLm g=BVk gh=FGh h=CMn iy=Aa- j=COe kh=EIq l=BUh ll=AYr n=BVt ng=BXc oy=Ac- p=Abi q=FGl r=BUi rr=AY- rz=AnZ s=BPt sh=DJm t=BTs ts=Am6 v=Acs w=BQc z=BPp|#=Aqn b=BPs bb=DK- c=BWX ck=Aho d=BQj dd=EH- f=CL- g=BZd gh=EIm gn=At- h=FH- hh=GFx j=COl jj=KDy k=BRf kh=FG- kk=EI7 l=CNj ll=CMx m=BQm mm=DK- n=BWs ng=BWm nn=BU- ou=DK- p=Ahu q=GF- qq=MCx r=BRv rh=GF5 rz=DJ- s=BUo sch=An7 sh=COw t=BSd ts=Ac- tz=An8 v=BXa z=BPm
aa|A,W,,AY,AW|Aghkn|#=C3RaX g=BPy24|l=B0O57 r=AY9--
ae|AY,A,Y,,YA|ENOfk|#=DKew0 ch=GRSKw s=CPew0|#=DWN0X d=FaHsx e=IFXpt i=DLew0 l=CVSU6 r=LFNe5 v=BeXxa
ai|AY,Y,A,|EIam|#=BiY- f=IEZ8 k=CMg+ l=HGVd ss=DRMw v=IHN4 w=JDw8 z=IEt5|#=BSfq ch=BUmy k=CNu6 n=HGSg o=DNpS r=JEcn y=KJHw z=BPr3
au|AW,W,A,|FHek|#=BkY- c=LCx2 ch=OCwa m=JEa7 n=HF3Y v=RBuz|#=CM5+ e=CP0e g=DNU6 gh=OCcX l=HF6k m=DLf7 s=DKkc t=IFW8 x=QBuz
aw|AW,W,Af,f,AWA|DJioq|#=BV068 d=HFc8+ h=KD49- k=BUl-c l=HGYY- sh=HE49- z=BR49-|#=HFY9- a=CMt-k i=COe-- k=OCuz1 s=JIXM5
ay|AY,Y,,A,YA|CMfpr|#=An6b- f=EMP58 h=EJY-- k=BP6-- kh=KFVV4 m=CQWl- r=DK8-d t=EJV-- z=GFv47|#=CO--f a=CM--- e=BQ+i- h=HEv58 i=BbuY6 m=HEz9- o=BV2-- y=SXCb9
b|b|A||
bb|b|A||
c|k,s,tc,c,Ak,g,,ts|CPYhikmq|#=BVj1-n-1 a=EKVk-hqh ay=IEhqqtvz e=CRbo-coc i=FQLc-mtk m=Gh3-Go-- n=IGfW-efl o=DMVl+ll- r=FIdb-emr s=BkeY--W- u=FJU99-kf|#=FsIv--ga a=Aom-0hxo ai=Ahq00248 au=Bhq0b248 d=EhqzIa48 e=ZCWYigdx ea=HKLttvx1 ey=LDnxxY15 f=CbktPwy1 g=Fir0G358 i=SEQUfZb- ia=RESP7ii- ie=PDqV02a8 io=SDTS7c-- l=Ap7-b-s- m=EdlvIxz3 n=DenwLz14 o=A9-2-3x- oe=Aenxxz15 oo=Agoyy136 ou=Aqy88+-- r=Aq8-n-n- s=EjNP1469 t=Adv457g- u=Ayq--fmr y=QCa5579-
cc|k,tc,Ak,ktc,c,ks,sg,s|FMRbddpp|a=DLsee5e- e=ESaRcX8d i=DKmvdy99 m=GmG123-- o=CQkbwx88 u=OEoaVV-g|a=BmV123-- h=FMrQa4d- i=VCnxzS-Z ia=KHdnUP00 io=OEgqPX44 l=GbGqst44 o=DYNyf0-- r=FXImop00 u=EYJnop00
ch|tc,c,k,x,g,,h|HITVhop|#=GHTng1t a=JIVMlnh au=JMWJX24 d=EQcdMwy e=LGPT-h- ei=PJNKg-- i=FKSalro l=LIKT179 n=MDVzhhi o=JJRNh-- oi=DLhjv13 ou=QBuv8-- r=IHSVZ-- sh=FYjXxI5 u=EMZSc-- v=CMijw24|#=HJXNqww a=HGbcfxl ae=JOJOtz1 ai=GIaS06W au=KFlPz57 e=IGVYekn i=EJXgisx k=EIlma57 l=MGLXd8+ m=JIaM17c o=HKPVc-l ou=JDmo068 ow=GPgMQ02 r=YMDY8-- s=MPHMz57 t=NGUO6b- u=ENYVga-
ck|k,Ak,tsk,kW|Agpr|i=A-ss ie=CsM3 m=GF8+ o=A---|#=A--- i=CRX- ie=CRX5
cq|k,Ak|BT||
cz|tc,kz,z,c,Yts,,sz,ts,s,Yz,t|HNPZeeeeeee|i=CXUawwawaww n=QOEhnnnnnnn sz=IXQjpTpppTN|#=DUVbxxWbbxx y=MMOoSStXtSt
d|d,|Ag|#=Au a=Am au=CO r=BV|#=BW a=Ar ch=CM e=As i=Aq o=Ay r=At t=FG zh=CM
dd|d|A||
dg|dg,g,dYg|BXc||
dh|d,dh,z,dA,Ad,zh|FIafjj|#=DORz2c|#=CXXPyy
dj|g,dg,d,dY,dc|FIbbf||e=DMXvz o=JGpOt u=FQRRR
e|Y,,A,AY|FHZi|#=kRFJ ai=MCa1 au=JDd3 ay=JDZ- b=FHf8 c=EHk- ch=FHY- ck=JEb- d=FGe- dd=MDY4 dg=NCy8 dj=KDt3 ei=KDq0 ey=GFw6 f=FGh- ff=MCi9 g=GGd1 h=EHc- iy=DQP1 j=FHd- k=FHT- kh=MCu3 kk=LDYz l=EHg- ll=HFd- m=FHg- mm=KDg- n=GFc3 ng=IEf- nn=HFl- ow=IEg6 oy=JDs2 p=DKk- pp=KDh8 qu=DKh- r=DKg- rr=DKcp s=FGf- sh=EJf- ss=GFc- sz=CRXy t=FGh- ts=BPv5 tt=MCd- tz=LDW7 v=EIh- w=CNl- y=PBi- z=GGY-|#=KET- b=EJXc c=COdj cc=CRtX ch=ELSZ ck=CObX d=EMSb dd=FKSU dg=GMKc ff=CTWf g=DOaY gg=DRTS h=HFYi k=DLYa l=EHik ll=CLlq m=EJWa mm=FMXM n=FGaq ng=GKNk nn=CMdh o=DKm- p=DLWf ph=ELP2 pp=CQX2 r=IEeo rr=CPjh s=FIWp sch=DQVP sh=EKYW ss=DJig sz=BSku t=CNfi tch=EOM0 th=DMaY ts=DKh7 tt=BSdn tz=CNb2 v=CQbW z=CPZZ
ea|Y,YA,A,AY,|FKUXi|#=ZeTB2 b=CNoq2 ch=JFVlX d=IElo0 h=CSUr3 j=KMGo0 l=DLgh8 n=MEQoZ p=BTjmy r=GGcwi s=BSmo0 sh=BVfiu t=ELVpT y=IRGjv|#=TCQy+ ch=BVfiu d=DTXUU l=DMocd n=GIPv7 nn=GSHeq r=DSST+ s=GMoMX th=BaknZ v=BSilx
eau|W,YW,YAW|CQa||
ee|Y,,AY|Ahk|#=KrD|
ei|Y,AY,,YA,YAY,A|EIkmmr|#=fB---Y b=CP56d- h=HFhhh- k=BT68W- l=CL---n n=CM688- p=BR2a38 s=DN8gV- t=GFe--- v=BP2338|#=CTlTX- ch=IEg99- f=BS01Y6 gn=ERMvvz l=CLi--- n=HFe--h r=BV---k s=HE---l
eu|YW,W,WY,,AW,Y,AYW,AY,Yf|HKRXYchlo|#=HemcJxRV9 b=NDchjmrvy d=DMSnosx14 l=HGjZqZy25 m=GMfLmquz2 n=HQJXsw15X r=JGOtue27+ th=CPdjkosw0|#=FHkpruz36 b=HNIklpty1 d=FMSnosTY4 g=FPdjOUsw0 n=INVWWMvz3 ng=OKYGfjnrv r=MJWLWc048 s=FSTqPwX4X x=NCfkmpuy1
ew|YW,W,Yf,f,AYW,fA,Wf,AW|GJSYglll|#=JUciIwwO d=GNKqyW44 h=BVejsxxx j=ISLQpuRu n=BYWs0666 r=JEms06d6|#=HFXt1777 a=GNLpU333 b=BUciqwww e=IHTsX55X s=JNNM05X5
ey|Y,AY|BT|#=PB f=EH h=EI l=Ad n=Ae w=EH|#=Ac e=DJ r=DK s=EI
f|f|A||
ff|f,fAn,|Aqq||
g|g,k,,x|BZhq|#=Abuo a=BVbs i=Bab- io=EMRz l=BU9g ng=NPD2 o=Aib- ou=CM0+|a=BWp- e=Ahwh i=AZwo ia=Azj- k=HiFz l=CfN- o=Agqu r=Abyt u=BVup ue=BQ-n ui=BQm-
gg|g,k,dg,ng|BXhh||
gh|g,,k,h,A,x,gh|CTUfhmo|#=BwU8+-- a=CZRbe-m au=IFnT057 e=CmMz15c ei=RCjuS13 o=CZUxzV6 r=BoX026e u=CTlwU35|#=GKW4SW- a=BgUe--h e=BcT137e i=CoN1379 o=ClOV046 t=OCjuw13
gn|gn,nY,n,kn|GKNd||a=FKVU i=FTIw o=JFR2
h|h,,A,Y|BSXn|#=Aks- a=CRR3 ay=DjL3 b=DKw- cc=bAx- ch=FHgx e=EPLq i=BcT- ia=NJG5 ie=LOF1 j=GISx l=BSge n=CVcP ng=FGh- o=EKU- oa=JdDx oe=EIhx rz=LCjz ss=IEgx ts=OCjz tt=LDoU u=BRj-|#=OPD- a=Ab6q aa=Alp6 aw=Aos9 ay=Adx- e=BUi- ei=Ad0- i=BRmz ia=FInU io=OCm2 l=GF2o m=DKy- n=FGyk o=BY-Y oo=Alp5 ou=Aby- r=CN3- u=BWrs y=AZh-
hh|h|A||
i|Y,,AY,A|BWdg|#=ebFI aw=Aj58 ay=GFsw b=BSkr bb=CMtx c=BV-- cc=As0Z ch=BYg- d=BXrj dd=CNz2 f=BVpl g=BT-w h=BUir j=BS-- k=BVrv kh=Av26 l=BWno ll=AY-w m=BWmq n=Abq3 nn=Ab8- p=Bbif q=CNz2 qu=Afl9 r=AYou rr=AY8o s=BTi2 sch=Aw36 sh=AZu- ss=BU+q t=BTot tt=Af-s v=BYnm w=Bbd- y=KD3i z=AZot zz=Av25|#=Ak-1 b=CTYT c=Aafy ch=BVYr ck=Aam- d=BYXd f=CPee gn=EUTN h=CPZg j=BX9Y kh=CP2S l=BTWy ll=BYjx mm=BeR3 n=BTgc ng=CNlY q=GGtY r=BUYe s=BUZe sch=CNx0 sh=CWTV ss=CUWb t=BXao u=BSlu v=CfPh w=DWOW z=CSYd
ia|YA,Y,A,AYA|Acfs|#=CqtO cc=DUM4 g=BjQ- l=Aa-- r=AZ-m|#=Ami- h=CNx+ k=BQe- u=GFp2
ie|Y,YA,AY,|Bcch|#=OsBx c=CQvb g=BvvT n=Af7i|#=Ab-j l=Apc- m=CvO0 n=ELWW nn=FJSv r=A-gf
igh|AY,Yg,Y|CNb||t=Aid
ii|Y,AY,YAY|BTc|#=KDl|
io|YW,W,Y,AYW,YAW|BZkmm|#=DpzK1 c=BRc-- d=Ay9-- g=CMf88 n=Aw68a sh=CWy0R|#=Agvvm g=EiJvv k=EmVVM r=BS8b+ tt=DMX11
iy|Y,,AY|Akk||
j|g,Y,x,|DNYZ|#=CPZs a=COct b=LDmW e=FNLg ei=EhXK g=KEjS i=HSWG l=KDyh o=FHdg ou=Abnn t=IGYT u=BVck|#=DK1X a=DLXb ay=Agrr d=EKsP ea=BeZq i=Aejj ia=BeZq k=MFuM n=HMrJ o=DNSd oa=HHOl ou=BYbs s=JIrJ t=GGnX ua=HdFY
jj|g|A||
k|k|A||
kh|x,k,kh,h|BXch|n=EOOs r=EQK0|ei=DUNu o=CRT8
kk|k,kY|Af||
kn|kn,n,kAn|FHd||o=OCq
l|l,|Ab|a=BT aa=BO au=BQ b=At f=A8 g=Ao ie=A9 k=A+ o=Ap ou=A+ p=A8 r=Aq s=A- u=Al|#=Ay aa=CL e=BW ey=A- o=Ag w=BP
ll|l,,Y|BYg|#=CqN a=BTb ai=DJy e=Ad2 ei=DJt o=Apb u=A2h|#=A-- a=BWY i=Aa- o=BUa
m|m|A||
mm|m,nm|Ao||
n|n,|As|p=BS|m=BV t=A-
ng|ng,nk,n|Ael||e=Ao- i=BP7 k=EqI t=B1U
nn|n|A||
o|W,AW,,A|BZdo|#=pArZ b=A-cq c=Axh3 d=A-eq e=Ardn ew=DlK1 f=A-lu g=A-bu gh=HsF7 h=BpXq j=A-fu k=A5qt kh=CzL- l=A-go ll=A8m- m=B4Wr n=A-io ng=Az3- ow=ClM0 p=A-jx q=GjHS r=A8fw rh=BtwX rr=A1c- s=A-Xx sh=B1Sk ss=A5jp t=A-hr th=A2lm tt=A26- v=A9js w=A5jZ y=A8fm z=AqYr|#=A5qx b=CQbh bb=BtXX c=BSZ- ch=BThc d=BSdf g=BQit gh=DrJ6 h=CSVn j=BdUm k=CPbe kh=DXL9 kk=DJp0 l=BUdr m=BbZh n=Ahbs ng=Afql nn=Ad6- r=BZap rh=EOM0 s=BUay th=BR2c v=Ajkr
oa|WA,W,A,AW,AWA|EMWYe|#=RYjFK r=HFnpv|#=Aeprw d=KDkmr k=HMlLS
oe|W,WY,AW,Y,YW,AY,AWY,|EIghhllp|#=RVHuPyM1 l=CSyaV337 n=MCtvvzz2 sh=KGpqqMux|b=GNqSrNvy h=DTqNswwz r=DNTxx114 s=FJXww0S3 sch=HJpqMuux t=GJQvvzzW v=JDuww003
oi|WY,WA,W,AWY,AY,WAY,WYs,Y,AW|DMaekknnn|#=PXUGUwzzP k=CbXtzP222 l=HGmrwwzVz r=CQYze5Y88|#=CUY0Y5888 ch=CaosyW1W1 s=GGxf77+++
oo|W,AW,|Acm|#=PB0|d=A6e s=CO2
ou|W,AW,|BYc|#=HE3 b=Aob c=Az3 d=A2m h=CNc k=A0f kh=BsR m=BeQ p=A0f r=Ahp s=BRY|#=A7r r=Ald s=DMV ss=BbR th=GFt
ough|Wg,W,Wf,A,AW,g|ILPRVY||#=MNKMlY t=ILabKi
oui|WY,WA,Y,W|Bagg|d=EIpp|#=Az55 n=EIqq
ow|W,Wf,AW,Amr,WY|EMNss|#=QbC66 h=FaG55 k=FHc-- l=CRR-g ll=Bcc77 n=HFc-- t=KKH++|#=DMUgm a=Aee99 d=DcL88 e=FdG-- i=JEV-- l=DfK-- n=KfD++ s=HGX-l
oy|WY,WA,Y,AWY,AY,WAY|Bbffio|#=KlpHKx r=CRW14+|#=BSc47- a=A15d8d
p|b,|Ao|m=Ad|a=A- f=CO
ph|f,bh,b|Agi||
pp|b|A||
q|k,tc,g|Afo||
qq|k|A||
qu|kW,k,tcW|GGj|#=DKb i=MC4|a=CQZ e=LCn i=DJ-
r|r,YA|As|#=A- a=A- ie=CL o=A- u=A-|#=Ae a=A- e=A- i=A- o=A-
rh|rh,r,rA,g|BSbg|#=NFQS a=Aluy e=Apz3|a=Ady2
rr|r|A||
rz|rz,rts,rg,rtz,r,g|CXZadk|a=Abyh19 e=EOTTz6|a=Asuvy5 e=DWTbQ3 h=EkInpx y=CikloO
s|s,z,,c|BUhh|#=Anvd a=Abji ai=CNZ6 au=COfk c=DoJ1 ch=CZQV d=DLjc e=CQZt ei=DK9l ey=DJuv gg=MCuv h=BlxQ i=BWlo ie=CMj7 k=Az-- l=CPnk ll=DJ1d m=CNie n=CNmc ng=EIh6 o=BTpi oi=FRI4 p=BtZc r=CMil u=Bcbl ue=CVQb v=A0-o z=HfFs|#=CPan a=BXun c=BsUl e=BQrl ia=CO2W k=A-wl l=Ach- m=BU-- n=CTTe o=Adn- ou=Av78 p=Amnb t=B3tX u=Aooj
sch|c,sk,tc,stc,sc|BWXdk|e=DQTT7 i=BpbTc|#=Bvhdd a=CfRVg i=ENRZh k=CklLy u=Ardy6
sh|c|A||
ss|s,z,c,|Alms||h=HvE2
sz|s,c,z,sz,Ys,,g|JMNNhhh|u=GOSTvQv|cz=KHXYsNs k=GQbLSww
t|t,,A|Ahk|#=A9- a=Ahu au=BT8 ch=BU8 d=BQ- e=BgP i=An- ia=BS6 n=Ae- o=BVy oi=CMz r=Ab- s=Ar3 u=Ak- ue=FwG|#=BUW a=Ay- e=Au- i=An- o=Av- r=A1- u=A--
tch|tc|A||
th|t,d,th,tA|Baen|#=Ajn- ea=DJt2 l=DVN0 oe=CloO r=Ani-|#=Al-r e=BR-a ey=EHnw l=CLpy u=BxU9
ts|ts,s,tc,tz,st|Aggkr||e=BU2f- h=MsCw2 o=A337a u=Am---
tsch|tc,tYc|Aa||
tt|t|A||
tz|tz,ts,z,t,tc,tYz|CPfkkm|ie=CeSSz1|#=CQg-e- i=CRv00T
u|W,,A,AW,Y,YW|CRadjn|#=dkODiY ay=Airuz4 b=CRc-am c=BeW-cr ch=CTX6Yg d=CVW-fi f=BUm--j g=CPb-pu gh=JEmpuz h=ELTmfn i=BXlp-- io=XAwz49 j=CQb-l- k=BVn-yn kh=GGuxd7 l=BWc-sm ll=Baux2c m=CNe-ki n=BVc-kt p=BZg9og r=BWX0ov s=CPZ-k- sch=AXwz49 t=BSc-g- th=CNxz5f ts=BRr-m- w=DKvyd8 y=Af8--- z=BPl-r-|#=AZs-nv b=BSndn- bb=GLNYy3 c=Aik5kk cc=Apyf6+ ck=DfJ17- dg=FbHnsx f=DLhi8- ff=DYMz59 g=BXjegp gg=DQPw26 gh=GGsu0a h=CO7Y-p j=BR3f-g k=BSfrrh l=CSkZkj m=CRWZ-p mm=DSMw26 n=CRWdvo ng=CQTb9- nn=EUMV15 pp=DdLUuz q=GFsu04 r=CQkYXl rh=FKlOuy s=CQblpl tch=DfLrx1 tt=CSRi9- v=CcdTe8 w=LDxzZ9 x=ELQuz4
ua|WA,A,W,YW,YWA,,WY,YA|CTZjjnnn|c=DeOvvyyU d=BiozzYY2 m=GHWxx111 n=GdNNuxTx t=ELlUUyyy|#=Ams3366c i=HFXzz222 n=BqV7g+gg r=CVYWe888
ue|WY,Y,,W,YW,WA,A,AWY,WYA,YWY,AY|INOPchjllln|#=VSbbVuwLxLQ b=FWWOZR01114 c=CacPqvwyyy0 cq=OMFaosuwwwy d=HYZIosUwwwy f=DabMpuwxxx0 g=QIIWinn---- h=FUdRLwy0002 k=EYaRotuwPwz l=HRaHotuwwwz m=DbPUqvxyyyW n=CdeRsYz0003 ng=MFPWtyz1113 r=HXgGvz13335 s=JaTJqvWyRy0 z=CXZQnstvvvx|#=PUHJZ68+c+- i=URJSpPVxPxz l=DPaU1h7999h n=FVTPcX3c447 r=KIPQbgg888- rr=KHMbpuwxxx0 s=LNNPSzbb3b5 t=LDeesxY0002
ui|WY,Y,W,YW,AY,A,WAY,|FJWcgnnn|g=JEggmgmm h=FQMQs000 io=PCflpxxx l=CWjpQ000 ng=JEioszzV r=EPMrv2Y2 t=ERfMowww|#=GGgh4-h- g=BTgmqxxx n=EKnZxU44 r=JHUoszVV s=ETNQw333
uo|W,YW,WA,WAW|BXZe||
uu|W,AW|BU||
uy|WY,Y,AY,AW,AWY,YW,W,|CTWeeehh|#=LcQnJMqq h=IQQRnnqM|a=BUcyyy11
v|f,W,b|Ago|a=BWj l=A-d o=A-x r=BWj|#=A3- a=Abk o=A-s
vv|f|A||
w|W,f,|CPW|#=COX aw=LYD i=AZx ie=HEm k=BmT n=BeU ou=IKI s=CVR sch=EHr|a=BTf ai=Amt ay=Ajb e=CNa ei=EIZ i=COf ie=DJp o=GOJ oo=BrU r=MWD u=DKr y=BWt
wh|W,WA,|DLd||
ww|A|A||
x|ks,,c,s,z,kz,Aks,sk,x|DPTaclnrr|#=RlGwKfW-Z a=Bhde2---- au=PCjqr0266 ck=JRfFnxz22 e=Boh01a-i- eau=LDhVpy144 eu=JDhopy144 i=BjoXw58-- o=Akcvw68-- ou=MCkrs1477 t=GdHWpz144|#=FHzV7---- a=DmUyVX+ag e=CkSdVd8-- i=DXOdd6e-e ia=JfFqY1Z66 l=Bchopy144 t=BfkZs2477 u=GaIlTwy22
xx|ks|A||
y|Y,AY,|Abf|#=Akv b=BW+ cz=BqP h=CQX iy=NoC m=BTc t=BUd w=CL1|#=An0 a=Amb c=HFV d=CLg e=BRq l=COY o=Ara p=DRP r=COX u=A9b
yy|Y|A||
z|z,ts,s,t,d|Afhjm|#=Abvqv a=Boegg au=DPtvP e=BrYdg i=A-dft l=BUh8+ n=BWds- ue=BstPy|#=Bbbf- a=Bmfeh au=CpqNv b=BxV1V e=Acq-- ee=CXwzP i=Akk-t ia=BTV57 l=Be36W u=Abl-- ue=CqrNw
zh|g,z,zh,tc,c,sh|IJNUhh|a=PPFfPs|d=FSWcMp
zz|z,tz,ts,dz,Az,Alz|CTVfil|e=CXlZZT|i=DOS47c
`

/** How common runs of sounds are: all sounds, then frames. */
export const COMMON = `#AWYbcdfghklmnrstxz -weSLJJLOSYdlsw34---- -NXXMVTRQSOTOVTQReZ --QOTZUVVbRQRKMRRgY -R-PTXTQWaSOSLMPRhY -OQ-VYTTVdRNTLNQPhX 9JJI9ggklccRpXMaaml 3KNFZ3gZjbVWWUTiTms 7KKHbk7cXccUZVNYeqZ 6JMGtkh6jidTjXNUXpk 7JJIZmbf7dhSZTNZb7c 3HKJZfYie3hWTUSabxf 9IIJfhffig9SbXQTa3i 9JLGXjSWcbX9WYXWWna 8GKJRfbifaXZ8WUYdjd -MNJYbObObSfe-XRQmW -KLIXdSZUdVXWT-VRkZ 9LLJUrfbihOUWUX9Lnj 9KKJeMlfigbYbXOR9tW tJJKdYUagmmQVVQXRtZ 1IKHZoaabaWUVTTifp1
#AWYbcdfghklmnrstxz -kQIGKPXfq0---------- -L--MVTRQSOTOVTQReZ 77okPUQTSXQPQLMPReV SSSSSSSSSSSSSSSSSSS SSSSSSSSSSSSSSSSSSS 9VXT9XUYXYSLYNHRQdZ 3TVNS3WSXXPPQMMXPdb 7QSPUb7TUZTORMKRVmW 6RZUdbV6WeTLaLJPOjb 7SUSUdUV7aXMSLJRSqX 3XYVTYQUU3VNOLJRSmY 9QROUZXSab9NSNKORqX 9RTOSaPPWZR9RLQPQgW 8SYTQYUZWXQP8JLQPeX -QSOVXNUNZPUX-RONkU -STQSXPSRaQRRM-ONeV 9UVTRgWUXbMORLQ9Kjd 9STQWMZVZdTQTLLO9jV tTUUXWRTamZMQMLPOtW 1PSPShUUUXPOQLNXUi1`
