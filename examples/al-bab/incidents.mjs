/**
 * The made-up incidents. Al Bab on 28 December 2014 has the shape of a reported event; places and dates of all
 * others are invented. Coordinates are those of the town or of its surroundings, rounded.
 *
 * One line an incident: key | label | the second organisation's label | date | place | place in Arabic |
 * governorate | governorate in Arabic | latitude | longitude | precision.
 */
const LINES = `
  al-bab-prison | Building used as a prison | بناء استعمل سجنا | 2014-12-28 | Al Bab | الباب | Aleppo | حلب | 36.372 | 37.515 | neighbourhood
  refinery-1 | Small oil refineries, first strike | حراقات نفط ١ | 2014-10-05 | Manbij | منبج | Aleppo | حلب | 36.51 | 37.98 | district
  refinery-2 | Small oil refineries, second strike | حراقات نفط ٢ | 2014-10-17 | Al Mayadin | الميادين | Deir ez-Zor | دير الزور | 35.02 | 40.43 | district
  refinery-3 | Small oil refineries, third strike | حراقات نفط ٣ | 2014-11-08 | Deir Hafer | دير حافر | Aleppo | حلب | 36.16 | 37.71 | district
  refinery-4 | Small oil refineries, fourth strike | حراقات نفط ٤ | 2014-11-29 | Markada | مركدة | Hasakah | الحسكة | 35.74 | 40.77 | district
  refinery-5 | Small oil refineries, fifth strike | حراقات نفط ٥ | 2015-01-11 | Qabasin | قباسين | Aleppo | حلب | 36.43 | 37.57 | district
  refinery-6 | Small oil refineries, sixth strike | حراقات نفط ٦ | 2015-01-24 | Deir ez-Zor | دير الزور | Deir ez-Zor | دير الزور | 35.33 | 40.14 | district
  house-1 | Two-storey house | منزل من طابقين | 2014-11-13 | Tadef | تادف | Aleppo | حلب | 36.35 | 37.53 | town
  house-2 | House beside a school | منزل قرب مدرسة | 2015-02-03 | Raqqa | الرقة | Raqqa | الرقة | 35.95 | 39.01 | neighbourhood
  silo-1 | Grain silos | صوامع حبوب | 2014-09-29 | Manbij | منبج | Aleppo | حلب | 36.53 | 37.95 | town
  market-1 | Vegetable market | سوق خضار | 2014-12-09 | Al Bab | الباب | Aleppo | حلب | 36.37 | 37.52 | town
  road-1 | Passenger car on a country road | سيارة ركاب | 2014-10-23 | Maskana | مسكنة | Aleppo | حلب | 35.97 | 38.04 | district
  workshop-1 | Repair workshop | ورشة تصليح | 2015-01-19 | Jarabulus | جرابلس | Aleppo | حلب | 36.82 | 38.01 | town
  bridge-1 | Bridge | جسر | 2014-12-17 | Tabqa | الطبقة | Raqqa | الرقة | 35.84 | 38.55 | town
  depot-1 | Fuel depot | مستودع وقود | 2014-12-02 | Suluk | سلوك | Raqqa | الرقة | 36.60 | 39.12 | town`

export const INCIDENTS = new Map(
  LINES.trim()
    .split('\n')
    .map((line) => {
      const [
        key,
        label,
        labelAr,
        date,
        place,
        placeAr,
        governorate,
        governorateAr,
        latitude,
        longitude,
        precision,
      ] = line.split('|').map((cell) => cell.trim())
      return [
        key,
        {
          key,
          label,
          labelAr,
          date,
          place,
          placeAr,
          governorate,
          governorateAr,
          latitude,
          longitude,
          precision,
        },
      ]
    }),
)
