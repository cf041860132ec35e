"""Articles that are not English are named; English ones never are, however odd."""

import json
import warnings

import pytest

import framing
from framing.analysis.language import NOT_ENGLISH, foreign_articles
from framing.cli import main
from framing.text.batch import build_batch

FOREIGN = {
    "Russian": "Делегации России и Украины встретились в пятницу в Стамбуле и договорились об обмене пленными. Переговоры длились "
    "менее двух часов. Глава российской делегации заявил, что стороны представят свои предложения о прекращении огня, а украинская "
    "сторона попросила о встрече президентов. Обмен будет самым большим с начала войны, сказали участники переговоров журналистам, "
    "которые ждали их у входа во дворец. Следующая встреча может пройти в июне, но дата пока не названа.",
    "Ukrainian": "Делегації України та Росії зустрілися в п'ятницю у Стамбулі й домовилися про обмін полоненими. Переговори тривали "
    "менш ніж дві години. Глава української делегації заявив, що сторони передадуть свої пропозиції щодо припинення вогню, а також "
    "обговорили зустріч президентів. Обмін буде найбільшим від початку війни, сказали учасники журналістам, які чекали на них біля "
    "входу до палацу. Наступна зустріч може відбутися в червні, але дату ще не названо.",
    "German": "Die Delegationen der Ukraine und Russlands haben sich am Freitag in Istanbul getroffen und einen Austausch von "
    "Gefangenen vereinbart. Die Gespräche dauerten weniger als zwei Stunden. Der Leiter der russischen Delegation sagte, beide Seiten "
    "würden ihre Vorschläge für eine Waffenruhe vorlegen. Die Ukraine bat um ein Treffen der Präsidenten. Es wäre der größte Austausch "
    "seit dem Beginn des Krieges. Ein Termin für das nächste Treffen steht noch nicht fest, wie es nach dem Ende der Sitzung hieß.",
    "French": "Les délégations de l'Ukraine et de la Russie se sont rencontrées vendredi à Istanbul et ont convenu d'un échange de "
    "prisonniers. Les discussions ont duré moins de deux heures. Le chef de la délégation russe a dit que les deux parties "
    "présenteraient leurs propositions pour un cessez-le-feu. L'Ukraine a demandé une rencontre des présidents. Ce serait le plus grand "
    "échange depuis le début de la guerre. Aucune date n'a été fixée pour la suite des pourparlers, selon les participants.",
    "Spanish": "Las delegaciones de Ucrania y de Rusia se reunieron el viernes en Estambul y acordaron un intercambio de prisioneros. "
    "Las conversaciones duraron menos de dos horas. El jefe de la delegación rusa dijo que las dos partes presentarán sus propuestas "
    "para un alto el fuego. Ucrania pidió una reunión de los presidentes. Sería el mayor intercambio desde el comienzo de la guerra. "
    "Todavía no hay una fecha para el próximo encuentro, según los participantes que hablaron con la prensa.",
    "Dutch": "De delegaties van Oekraïne en Rusland hebben elkaar vrijdag in Istanbul ontmoet en zijn het eens geworden over een ruil "
    "van gevangenen. De gesprekken duurden minder dan twee uur. De leider van de Russische delegatie zei dat beide partijen met "
    "voorstellen voor een wapenstilstand zouden komen. Oekraïne vroeg om een ontmoeting van de presidenten. Het zou de grootste ruil "
    "zijn sinds het begin van de oorlog. Er is nog geen datum voor de volgende ontmoeting, maar die komt er wel.",
    "Polish": "Delegacje Ukrainy i Rosji spotkały się w piątek w Stambule i uzgodniły wymianę jeńców. Rozmowy trwały niecałe dwie "
    "godziny. Szef rosyjskiej delegacji powiedział, że obie strony przedstawią swoje propozycje zawieszenia broni. Ukraina poprosiła o "
    "spotkanie prezydentów. Byłaby to największa wymiana od początku wojny. Nie podano jeszcze daty kolejnego spotkania, ale jest ono "
    "możliwe w czerwcu, jak mówili uczestnicy, którzy rozmawiali z dziennikarzami po wyjściu z pałacu.",
    "Finnish": "Ukrainan ja Venäjän valtuuskunnat tapasivat perjantaina Istanbulissa ja sopivat vankien vaihdosta. Neuvottelut kestivät "
    "alle kaksi tuntia. Venäjän valtuuskunnan johtaja sanoi, että osapuolet esittävät ehdotuksensa tulitauosta, mutta päivää ei ole "
    "sovittu. Ukraina pyysi presidenttien tapaamista. Vaihto olisi suurin sodan alun jälkeen. Jos tapaaminen järjestetään, se on "
    "todennäköisesti kesäkuussa, sanoi neuvottelija, joka ei halunnut nimeään julki. Hän oli myös paikalla, kun ovet suljettiin.",
    "Turkish": "Ukrayna ve Rusya heyetleri cuma günü İstanbul'da bir araya geldi ve esir takası için anlaştı. Görüşmeler iki saatten "
    "kısa sürdü. Rus heyetinin başkanı, iki tarafın da ateşkes için önerilerini sunacağını söyledi. Ukrayna ise devlet başkanlarının "
    "görüşmesini istedi. Bu, savaşın başından beri yapılan en büyük takas olacak. Bir sonraki toplantı için henüz bir tarih yok, ancak "
    "haziran ayı gibi olabilir, dedi bir yetkili. Daha sonra da gazeteciler ile konuşan heyet çok yorgundu.",
    "Chinese": "乌克兰和俄罗斯代表团周五在伊斯坦布尔会晤，并就交换战俘达成一致。会谈持续了不到两个小时。俄罗斯代表团团长表示，双方将提出各自的停火方案。乌克兰要求举行总统会晤。" * 5,
    "Arabic": "التقى وفدا أوكرانيا وروسيا يوم الجمعة في إسطنبول واتفقا على تبادل الأسرى. واستمرت المحادثات أقل من ساعتين. وقال رئيس "
    "الوفد الروسي إن الجانبين سيقدمان مقترحاتهما لوقف إطلاق النار. وطلبت أوكرانيا عقد لقاء بين الرئيسين. وسيكون هذا أكبر تبادل منذ "
    "بداية الحرب. ولم يحدد بعد موعد اللقاء القادم كما قال المشاركون للصحفيين الذين كانوا ينتظرون أمام القصر.",
}
ENGLISH = (
    "Delegations of Ukraine and Russia met in Istanbul on Friday and agreed to exchange prisoners. The talks took less than two hours. "
    "The head of the Russian delegation said that both sides would put forward proposals for a ceasefire. Ukraine asked for a meeting "
    "of the presidents. It would be the largest exchange since the war began, and no date has been set for the next round."
)
NAMES = [f"{first} {last}" for first in ("Juan de la", "Ana del", "Ludwig van der", "Maria di") for last in ("Cruz", "Río", "Berg")]
ODD = {
    "plain": ENGLISH,
    "names": ENGLISH + " The delegates were " + ", ".join(NAMES) + ".",
    "places": ENGLISH + " They flew from Dnipropetrovsk, Zaporizhzhia, Kryvyi Rih, Bila Tserkva and Ivano-Frankivsk. " * 4,
    "headlines in capitals": ENGLISH.upper(),
    "a quotation in Russian": f"{ENGLISH} «{FOREIGN['Russian'][:250]}» he wrote.",
    "a quotation in Spanish": f"{ENGLISH} “{FOREIGN['Spanish'][:200]}” she told the crowd.",
    "a transcript": "\n".join(f"SMITH: Well, I think that's right, {name}.\nJONES: No. They said so." for name in NAMES),
    "results": "\n".join(f"{name} {number}-{number + 2}, {number * 7} pts" for number, name in enumerate(NAMES * 3)),
    "a list of names": "\n".join(f"{name}, {20 + number}, Las Vegas" for number, name in enumerate(["Jo Roe", "Al Poe"] * 30)),
    "both halves": f"{ENGLISH}\n\n{FOREIGN['German']}",
    "numbers": "2024 2025 1,000 " * 60,
    "marks": "— … ? ! " * 100,
    "nothing": "",
}


def told(text, headline=None):
    return [each.told for each in foreign_articles(build_batch([(headline, text)]))]


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_named(language):
    scripts = {"Russian": "Cyrillic", "Ukrainian": "Cyrillic"}
    [found] = told(FOREIGN[language])
    assert scripts.get(language, language) in found


@pytest.mark.parametrize("kind", ODD)
def test_odd_english_is_not(kind):
    assert told(ODD[kind]) == []


@pytest.mark.parametrize("language", ["German", "French", "Spanish", "Russian"])
def test_a_few_words_tell_nothing(language):
    assert told(" ".join(FOREIGN[language].split()[:30])) == []


def test_an_english_headline_or_word_here_and_there_changes_nothing():
    text = FOREIGN["German"] + " So war es im White House, sagte er, und »the show must go on«."
    assert len(told(text, "Talks in Istanbul: the end of the war")) == 1


def test_the_embedded_corpus_is_english():
    batch = build_batch([(article.headline, article.text) for article in framing.demo_corpus()])
    assert foreign_articles(batch) == []


@pytest.fixture(scope="module")
def mixed():
    return framing.Corpus.from_texts([ENGLISH, FOREIGN["German"], FOREIGN["Russian"]], outlet="Post")


def test_an_analysis_notes_and_warns_once_with_a_count(mixed):
    with pytest.warns(UserWarning, match=r"^2 of 3 articles are plainly not English") as caught:
        analysis = framing.analyze(mixed, lexicons=[])
    assert len(caught) == 1 and caught[0].filename == __file__
    notes = analysis.exclusions[analysis.exclusions["reason"] == NOT_ENGLISH]
    assert notes["article"].tolist() == [mixed[1].id, mixed[2].id]
    assert set(notes["what"]) == {"note"} and set(notes["outlet"]) == {"Post"}
    assert "in German" in notes["detail"].iloc[0] and "Cyrillic" in notes["detail"].iloc[1]
    assert len(analysis.articles) == 3  # a lexicon of one's own may well be in another language


def test_english_articles_give_no_warning(mixed):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        framing.analyze(mixed.filter(lambda article: article.text == ENGLISH), lexicons=[])


def test_the_report_says_so_first(mixed, tmp_path):
    with pytest.warns(UserWarning, match="not English"):
        page = framing.report(mixed, tmp_path).read_text(encoding="utf-8")
    assert page.index("2 of 3 articles are plainly not English") < page.index('id="left-out"')
    assert "2 × not English (note)" in page


@pytest.mark.parametrize("stream", [[], ["--stream"]])
def test_the_command_line_says_so_unless_quiet(mixed, tmp_path, capsys, stream):
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps({"text": each.text}) for each in mixed), encoding="utf-8")
    assert main(["analyze", str(path), "-o", str(tmp_path / "a"), *stream]) == 0
    assert "framing: 2 of 3 articles are plainly not English" in capsys.readouterr().err
    assert main(["analyze", str(path), "-o", str(tmp_path / "b"), "--quiet", *stream]) == 0
    assert capsys.readouterr() == ("", "")
