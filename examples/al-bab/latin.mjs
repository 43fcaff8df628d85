/**
 * How the names of the example are written in Latin letters: the first organisation's way, then the second's.
 * There is no standard for Syrian names, and that is the point: one name, several spellings.
 */
const WORDS = `
  أحمد Ahmad Ahmed, أسامة Osama Usama, بدرية Badriya Badria, وردة Warda Wardah, أنس Anas Anas, أنور Anwar Anouar,
  أيمن Ayman Aymen, إبراهيم Ibrahim Ebrahim, إسماعيل Ismail Ismaeel, باسل Basel Basil, بشير Bashir Basheer,
  بلال Bilal Belal, توفيق Tawfiq Tawfik, تيسير Taysir Tayseer, جاسم Jasem Jassim, جميل Jamil Jameel, جهاد Jihad Jehad,
  حاتم Hatem Hatim, حسن Hasan Hassan, حسين Hussein Husayn, حليمة Halima Haleema, حمزة Hamza Hamzah,
  حمود Hammoud Hamoud, حميد Hamid Hameed, خالد Khaled Khalid, خديجة Khadija Khadeeja, خلف Khalaf Khalaf,
  خليل Khalil Khaleel, داوود Dawoud Dawud, رامي Rami Ramy, رشيد Rashid Rasheed, رضوان Radwan Radwan,
  رياض Riyad Riad, زكريا Zakaria Zakariya, زياد Ziyad Ziad, زينب Zaynab Zeinab, سامر Samer Saamer, سعاد Suad Souad,
  سعيد Saeed Saied, سلطان Sultan Sultan, سليم Salim Saleem, سليمان Sulayman Suleiman, سميرة Samira Sameera,
  شادي Shadi Shady, شعبان Shaaban Shaban, شكري Shukri Shoukry, صبحي Subhi Sobhi, صبري Sabri Sabry, صفية Safiya Safia,
  طارق Tareq Tarek, طلال Talal Talal, عارف Aref Arif, عائشة Aisha Aysha, عثمان Othman Uthman, عدنان Adnan Adnan,
  عبود Abboud Aboud, عماد Imad Emad, نجيب Najib Najeeb, عيسى Issa Eissa, غسان Ghassan Ghasan, فارس Fares Faris,
  فاطمة Fatima Fatema, فراس Firas Feras, فواز Fawwaz Fawaz, فؤاد Fouad Fuad, فياض Fayyad Fayad,
  فيصل Faysal Faisal, قاسم Qasem Kassem, كريم Karim Kareem, كمال Kamal Kamaal, لؤي Luay Louay, مأمون Mamoun Mamun,
  ماهر Maher Mahir, محمد Mohammed Mohamad, محمود Mahmoud Mahmood, مروان Marwan Marouan, مريم Maryam Mariam,
  مصطفى Mustafa Moustafa, منير Munir Mouneer, نايف Nayef Naif, نبيل Nabil Nabeel, نجوى Najwa Najwa,
  نزار Nizar Nezar, نعيم Naim Naeem, نورة Noura Nora, هدى Huda Hoda, هشام Hisham Hesham, هلال Hilal Helal,
  هيثم Haytham Haitham, وائل Wael Wayel, وليد Walid Waleed, ياسر Yaser Yasir, ياسين Yasin Yaseen, يحيى Yahya Yehia,
  يسرى Yusra Yousra, يوسف Yousef Yusuf,
  برهان Burhan Borhan, بركات Barakat Barakat, بلان Ballan Balan, بيطار Bitar Beitar, البكار al-Bakkar Al-Bakar,
  الجاسم al-Jasem Al-Jassim, حبوش Habboush Haboush, حداد Haddad Hadad, الحسين al-Hussein Al-Husayn,
  الحمود al-Hammoud Al-Hamoud, شيخموس Sheikhmous Shaykhmus, الخطيب al-Khatib El-Khateeb, الخلف al-Khalaf Al-Khalaf,
  خياط Khayyat Khayat, دالاتي Dalati Dalaty, دباغ Dabbagh Dabagh, الدرويش al-Darwish Ad-Darwish,
  دعبول Daaboul Daboul, رحال Rahhal Rahal, الرفاعي al-Rifai Ar-Refai, رمو Rammo Ramo, زعرور Zaarour Zarour,
  زعيتر Zuaiter Zeaiter, زيتوني Zaytouni Zeitouni, سمان Samman Saman, سويدان Suwaydan Sweidan,
  شاهين Shahin Shaheen, الشحادة al-Shehada Ash-Shahada, شربجي Sharbaji Sharabaji, شيخو Sheikho Shaykho,
  الصطوف al-Sattouf As-Satouf, صباغ Sabbagh Sabagh, طحان Tahhan Tahan, الطويل al-Tawil At-Taweel,
  العجيلي al-Ujayli Al-Ojaili, عرابي Orabi Urabi, عساف Assaf Asaf, عطار Attar Atar, عقاد Aqqad Akkad,
  العكيدي al-Ukaydi Al-Okaidi, عنجريني Anjarini Anjareeni, العيسى al-Issa Al-Eissa, غنام Ghannam Ghanam,
  الفارس al-Fares Al-Faris, قدور Qaddour Kaddour, قرقوط Qarqout Karkout, قصاب Qassab Kassab, كنجو Kanjo Kanju,
  كيالي Kayyali Kayali, الكيلاني al-Kilani Al-Keilani, مدلل Mudallal Modalal, ميرزا Mirza Meerza,
  مشعل Mishal Meshaal, مشلح Mishlih Meshleh, مكانسي Makansi Mekansi, الموسى al-Mousa Al-Musa, نجار Najjar Najar,
  ناصيف Nassif Naseef, النايف al-Nayef An-Naif, الهلال al-Hilal Al-Helal, هنداوي Hindawi Hendawi,
  المحمد al-Mohammed Al-Mohamad, الأحمد al-Ahmad Al-Ahmed`

const TABLE = new Map(
  WORDS.split(',').map((entry) => {
    const [arabic, first, second] = entry.trim().split(' ')
    return [arabic, [first, second]]
  }),
)

/** The second word of a compound: عبد الرحمن is one name, though it is written in two. */
const SERVANT_OF = {
  الله: ['Abdullah', 'Abd Allah'],
  الحميد: ['Abdulhamid', 'Abd al-Hameed'],
  الرحمن: ['Abdulrahman', 'Abd al-Rahman'],
  الرزاق: ['Abdulrazzaq', 'Abd al-Razzak'],
  السلام: ['Abdulsalam', 'Abd as-Salam'],
  العزيز: ['Abdulaziz', 'Abd al-Aziz'],
  الغني: ['Abdulghani', 'Abd al-Ghani'],
  القادر: ['Abdulqader', 'Abd al-Kader'],
  الكريم: ['Abdulkarim', 'Abd al-Kareem'],
}

/** One name part in Latin letters; `way` is 0 for the first organisation and 1 for the second. */
export function latin(part, way) {
  const [first, second] = part.split(' ')
  if (second === undefined) return TABLE.get(first)[way]
  if (first === 'عبد') return SERVANT_OF[second][way]
  if (first === 'العبد') return ['al-Abdullah', 'Al-Abd Allah'][way]
  return `Abu ${second === 'زيد' ? ['Zayd', 'Zeid'][way] : TABLE.get(second)[way]}`
}
