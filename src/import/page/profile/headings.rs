//! The headings of a profile's sections. A heading that is missing here costs nothing but certainty: without one
//! the head ends with its buttons, at another person's badge, or after thirty lines.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::import::page::furniture::fold_short;
use crate::import::page::lines::Line;
use crate::record::name::fold;

/// By language, in the order of `labels.toml`; the spellings are best knowledge, not evidence.
const HEADINGS: [&[&str]; 36] = [
    &[
        "About",
        "Activity",
        "Highlights",
        "Featured",
        "Experience",
        "Education",
        "Services",
        "Skills",
        "Licenses & certifications",
        "Volunteering",
        "Projects",
        "Publications",
        "Recommendations",
        "Interests",
        "Honors & awards",
        "Courses",
        "Languages",
        "Organizations",
        "Causes",
        "Analytics",
        "Resources",
        "Suggested for you",
        "More profiles for you",
        "People you may know",
        "People also viewed",
        "People similar to",
        "You might like",
        "Explore Premium profiles",
        "Promoted",
    ],
    &["نبذة عني", "نبذة", "النشاط", "الخبرة", "التعليم", "المهارات", "الاهتمامات", "أبرز النقاط", "مميز"],
    &["সম্পর্কে", "কার্যকলাপ", "অভিজ্ঞতা", "শিক্ষা", "দক্ষতা"],
    &[
        "Informace",
        "O mně",
        "Aktivita",
        "Zkušenosti",
        "Pracovní zkušenosti",
        "Vzdělání",
        "Dovednosti",
        "Zájmy",
    ],
    &["Om", "Info", "Aktivitet", "Erfaring", "Uddannelse", "Kompetencer", "Interesser", "Fremhævet"],
    &[
        "Info",
        "Aktivitäten",
        "Aktivität",
        "Highlights",
        "Im Fokus",
        "Berufserfahrung",
        "Ausbildung",
        "Kenntnisse",
        "Interessen",
        "Bescheinigungen und Zertifikate",
        "Services",
        "Empfehlungen",
        "Gemeinsamkeiten",
        "Weitere Profile für Sie",
        "Personen, die Sie vielleicht kennen",
    ],
    &["Πληροφορίες", "Σχετικά", "Δραστηριότητα", "Εμπειρία", "Εκπαίδευση", "Δεξιότητες", "Ενδιαφέροντα"],
    &[
        "Acerca de",
        "Actividad",
        "Aspectos destacados",
        "Destacado",
        "Experiencia",
        "Educación",
        "Aptitudes",
        "Intereses",
        "Servicios",
        "Licencias y certificaciones",
        "Más perfiles para ti",
    ],
    &["درباره", "فعالیت", "تجربه", "تحصیلات", "مهارت‌ها", "علایق"],
    &[
        "Tietoja",
        "Yleistä",
        "Toiminta",
        "Työkokemus",
        "Kokemus",
        "Koulutus",
        "Taidot",
        "Kiinnostuksen kohteet",
    ],
    &[
        "Infos",
        "À propos",
        "Activité",
        "Points forts",
        "En commun",
        "Sélection",
        "Expérience",
        "Formation",
        "Compétences",
        "Centres d’intérêt",
        "Services",
        "Licences et certifications",
        "Plus de profils pour vous",
    ],
    &["אודות", "על אודות", "פעילות", "ניסיון", "השכלה", "כישורים", "תחומי עניין"],
    &["परिचय", "के बारे में", "गतिविधि", "अनुभव", "शिक्षा", "कौशल", "रुचियाँ"],
    &["Névjegy", "Bemutatkozás", "Tevékenység", "Tapasztalat", "Tanulmányok", "Készségek", "Érdeklődés"],
    &["Tentang", "Aktivitas", "Sorotan", "Unggulan", "Pengalaman", "Pendidikan", "Keahlian", "Minat"],
    &[
        "Informazioni",
        "Attività",
        "In evidenza",
        "In primo piano",
        "Esperienza",
        "Formazione",
        "Competenze",
        "Interessi",
        "Servizi",
        "Licenze e certificazioni",
        "Altri profili consigliati",
    ],
    &[
        "自己紹介",
        "概要",
        "アクティビティ",
        "ハイライト",
        "注目",
        "職歴",
        "経験",
        "学歴",
        "スキル",
        "興味・関心",
    ],
    &["소개", "정보", "활동", "하이라이트", "추천", "경력", "학력", "보유기술", "관심사"],
    &["विषयी", "बद्दल", "क्रियाकलाप", "अनुभव", "शिक्षण", "कौशल्ये"],
    &["Perihal", "Mengenai", "Aktiviti", "Serlahan", "Pengalaman", "Pendidikan", "Kemahiran", "Minat"],
    &[
        "Info",
        "Over",
        "Activiteit",
        "Activiteiten",
        "Uitgelicht",
        "Ervaring",
        "Opleiding",
        "Vaardigheden",
        "Interesses",
    ],
    &["Om", "Info", "Aktivitet", "Erfaring", "Utdanning", "Kompetanse", "Interesser"],
    &["ਬਾਰੇ", "ਗਤੀਵਿਧੀ", "ਤਜਰਬਾ", "ਸਿੱਖਿਆ", "ਹੁਨਰ"],
    &[
        "Informacje",
        "O mnie",
        "Aktywność",
        "Wyróżnione",
        "Doświadczenie",
        "Wykształcenie",
        "Umiejętności",
        "Zainteresowania",
    ],
    &[
        "Sobre",
        "Atividades",
        "Atividade",
        "Destaques",
        "Em destaque",
        "Experiência",
        "Formação acadêmica",
        "Competências",
        "Interesses",
        "Serviços",
        "Licenças e certificados",
        "Mais perfis para você",
    ],
    &["Despre", "Informații", "Activitate", "Experiență", "Studii", "Educație", "Competențe", "Interese"],
    &[
        "Общие сведения",
        "О себе",
        "Активность",
        "Действия",
        "Опыт работы",
        "Образование",
        "Навыки",
        "Интересы",
    ],
    &["Om", "Info", "Aktivitet", "Utvalt", "Erfarenhet", "Utbildning", "Kompetenser", "Intressen"],
    &["గురించి", "కార్యకలాపం", "అనుభవం", "విద్య", "నైపుణ్యాలు"],
    &["เกี่ยวกับ", "ข้อมูลเกี่ยวกับ", "กิจกรรม", "ไฮไลท์", "ประสบการณ์", "การศึกษา", "ทักษะ", "ความสนใจ"],
    &["Tungkol", "Tungkol Dito", "Aktibidad", "Karanasan", "Edukasyon", "Mga Kasanayan", "Mga Interes"],
    &["Hakkında", "Etkinlik", "Öne Çıkanlar", "Deneyim", "Eğitim", "Yetenekler", "İlgi Alanları"],
    &[
        "Загальні відомості",
        "Про себе",
        "Активність",
        "Досвід роботи",
        "Досвід",
        "Освіта",
        "Навички",
        "Інтереси",
    ],
    &["Giới thiệu", "Thông tin", "Hoạt động", "Nổi bật", "Kinh nghiệm", "Học vấn", "Kỹ năng", "Sở thích"],
    &["关于", "个人简介", "动态", "精选", "工作经历", "教育经历", "技能", "兴趣"],
    &["關於", "自我介紹", "動態", "精選", "經歷", "工作經歷", "學歷", "技能", "興趣"],
];

/// Whether a line is the heading of a section.
pub(super) fn is_heading(line: &Line<'_>) -> bool {
    static FOLDED: LazyLock<HashSet<String>> =
        LazyLock::new(|| HEADINGS.iter().copied().flatten().map(|heading| fold(heading)).collect());
    FOLDED.contains(&fold_short(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::labels::{locales, read_label};

    #[test]
    fn every_language_has_headings_and_none_is_a_button() {
        assert_eq!(HEADINGS.len(), locales().len());
        for heading in HEADINGS.iter().copied().flatten() {
            assert!(read_label(heading).is_err(), "{heading}");
            assert!(!fold(heading).is_empty());
        }
    }
}
