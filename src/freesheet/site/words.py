"""What the furniture of the site says, in each language that Freesheet speaks; for others, in English."""

from dataclasses import dataclass

from freesheet.markup.words import furniture_language


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWords:
    """The phrases of one language; what stands in braces is filled in with `format`."""

    skip: str
    home: str
    menu: str
    breadcrumb: str
    latest: str
    picks: str
    sections: str
    topics: str
    authors: str
    series: str
    storylines: str
    archive: str
    issues: str
    search: str
    feeds: str
    corrections: str
    give: str
    take: str
    more: str
    newest: str
    newer: str
    older: str
    page: str
    of_pages: str
    stories_of: str
    written_by: str
    part: str
    previous_part: str
    next_part: str
    whole_series: str
    storyline_of: str
    so_far: str
    so_far_from: str
    timeline: str
    begin_here: str
    related: str
    in_languages: str
    withdrawn: str
    correction_on: str
    correction_of: str
    no_corrections: str
    editors_note: str
    republish: str
    republish_how: str
    republish_html: str
    republish_markdown: str
    republish_text: str
    no_republish: str
    copy_how: str
    print_sheets: str
    one_sheet: str
    sides: str
    one_side: str
    print_cost: str
    print_about: str
    choose_paper: str
    issue_number: str
    no_issues: str
    download: str
    to_print: str
    to_read: str
    to_keep: str
    take_intro: str
    take_zim: str
    take_bundle: str
    take_epub: str
    nothing_yet: str
    give_slip: str
    slip_name: str
    slip_address: str
    slip_amount: str
    slip_use: str
    slip_print: str
    feeds_intro: str
    whole_site: str
    subscribe_rss: str
    not_found: str
    not_found_why: str
    gone: str
    gone_why: str
    ask_us: str
    text_only: str
    with_pictures: str
    site_map: str
    letters: str
    other_letters: str
    years: str
    months: str
    no_stories: str
    search_box: str


ENGLISH = SiteWords(
    skip="Skip to the content",
    home="Front page",
    menu="Sections and more",
    breadcrumb="You are here",
    latest="Latest",
    picks="The editors’ choice",
    sections="Sections",
    topics="Topics",
    authors="Authors",
    series="Series",
    storylines="Developing stories",
    archive="Archive",
    issues="Issues",
    search="Search",
    feeds="Feeds",
    corrections="Corrections",
    give="Give",
    take="Take it with you",
    more="More",
    newest="Newest stories",
    newer="Newer",
    older="Older",
    page="Page {n}",
    of_pages="Page {n} of the archive; page 1 holds the oldest stories",
    stories_of="Stories of {month}",
    written_by="Stories by {name}",
    part="Part {n}",
    previous_part="Before this: {title}",
    next_part="Next: {title}",
    whole_series="The whole series, in order",
    storyline_of="This story is part of {name}",
    so_far="The story so far",
    so_far_from="From the story of {date}",
    timeline="All of it, from the beginning",
    begin_here="New to this? It began here",
    related="Earlier on this",
    in_languages="In other languages",
    withdrawn="Withdrawn",
    correction_on="Corrected on {date}",
    correction_of="Correction to {title}",
    no_corrections="Nothing has been corrected so far.",
    editors_note="Editor’s note",
    republish="Republish this story",
    republish_how="Choose a form, click into its box, select all (Ctrl-A or ⌘-A) and copy (Ctrl-C or ⌘-C). "
    "Nothing in it counts or tracks your readers.",
    republish_html="As HTML, for a website",
    republish_markdown="As Markdown",
    republish_text="As plain text, for print and e-mail",
    no_republish="This story belongs to {partner}; ask there to republish it.",
    copy_how="Select all of it and copy.",
    print_sheets="{n} sheets",
    one_sheet="1 sheet",
    sides="{n} sides",
    one_side="1 side",
    print_cost="about {cost} at {price} a side",
    print_about="about {cost}",
    choose_paper="Print, or save as PDF",
    issue_number="No. {number}",
    no_issues="No issue has come out yet.",
    download="Download",
    to_print="To print",
    to_read="To read",
    to_keep="To keep and pass on",
    take_intro="All of it works without a connection. Copy it to a telephone, a reader or a USB stick, and pass it on.",
    take_zim="For Kiwix, on a telephone, a computer or a library’s server",
    take_bundle="For a USB stick: unpack it, and open index.html",
    take_epub="For e-book readers and tablets",
    nothing_yet="There is nothing here yet.",
    give_slip="A slip to post with a check",
    slip_name="Name",
    slip_address="Address",
    slip_amount="Amount",
    slip_use="For, if you wish to say",
    slip_print="Print this page, cut out the slip, and post it with your check.",
    feeds_intro="Put one of these addresses into a feed reader, and new stories come to you. "
    "Nobody learns what you read.",
    whole_site="All stories",
    subscribe_rss="RSS",
    not_found="This page is not here",
    not_found_why="The address may have a mistake in it, or be one from long ago.",
    gone="This story is gone",
    gone_why="It was here, and was removed for good.",
    ask_us="Can’t find it? Write to us; a person answers.",
    text_only="Text only",
    with_pictures="With pictures",
    site_map="All pages",
    letters="By letter",
    other_letters="Other",
    years="Years",
    months="Months",
    no_stories="There are no stories here yet.",
    search_box="Search the stories",
)

SPANISH = SiteWords(
    skip="Ir al contenido",
    home="Portada",
    menu="Secciones y más",
    breadcrumb="Usted está aquí",
    latest="Lo último",
    picks="La elección de la redacción",
    sections="Secciones",
    topics="Temas",
    authors="Autores",
    series="Series",
    storylines="Historias en curso",
    archive="Archivo",
    issues="Números",
    search="Buscar",
    feeds="Canales",
    corrections="Correcciones",
    give="Donar",
    take="Para llevar",
    more="Más",
    newest="Artículos más recientes",
    newer="Más recientes",
    older="Anteriores",
    page="Página {n}",
    of_pages="Página {n} del archivo; la página 1 tiene los artículos más antiguos",
    stories_of="Artículos de {month}",
    written_by="Artículos de {name}",
    part="Parte {n}",
    previous_part="Antes de este: {title}",
    next_part="Siguiente: {title}",
    whole_series="Toda la serie, en orden",
    storyline_of="Este artículo forma parte de {name}",
    so_far="La historia hasta ahora",
    so_far_from="Del artículo del {date}",
    timeline="Todo, desde el principio",
    begin_here="¿No conoce el caso? Empezó aquí",
    related="Antes, sobre lo mismo",
    in_languages="En otros idiomas",
    withdrawn="Retirado",
    correction_on="Corregido el {date}",
    correction_of="Corrección de {title}",
    no_corrections="Hasta ahora no se ha corregido nada.",
    editors_note="Nota de la redacción",
    republish="Republicar este artículo",
    republish_how="Elija un formato, haga clic en su cuadro, seleccione todo (Ctrl-A o ⌘-A) y copie (Ctrl-C o ⌘-C). "
    "Nada en él cuenta ni rastrea a sus lectores.",
    republish_html="En HTML, para un sitio web",
    republish_markdown="En Markdown",
    republish_text="En texto simple, para imprimir y para correo",
    no_republish="Este artículo es de {partner}; pida allí permiso para republicarlo.",
    copy_how="Selecciónelo todo y cópielo.",
    print_sheets="{n} hojas",
    one_sheet="1 hoja",
    sides="{n} caras",
    one_side="1 cara",
    print_cost="unos {cost} a {price} la cara",
    print_about="unos {cost}",
    choose_paper="Imprimir o guardar como PDF",
    issue_number="N.º {number}",
    no_issues="Todavía no ha salido ningún número.",
    download="Descargar",
    to_print="Para imprimir",
    to_read="Para leer",
    to_keep="Para guardar y compartir",
    take_intro="Todo funciona sin conexión. Cópielo a un teléfono, un lector o una memoria USB, y compártalo.",
    take_zim="Para Kiwix, en un teléfono, un ordenador o el servidor de una biblioteca",
    take_bundle="Para una memoria USB: descomprímalo y abra index.html",
    take_epub="Para lectores de libros electrónicos y tabletas",
    nothing_yet="Aquí todavía no hay nada.",
    give_slip="Un cupón para enviar con un cheque",
    slip_name="Nombre",
    slip_address="Dirección",
    slip_amount="Importe",
    slip_use="Para, si quiere decirlo",
    slip_print="Imprima esta página, recorte el cupón y envíelo con su cheque.",
    feeds_intro="Ponga una de estas direcciones en un lector de canales y los artículos nuevos le llegarán. "
    "Nadie sabrá lo que usted lee.",
    whole_site="Todos los artículos",
    subscribe_rss="RSS",
    not_found="Esta página no está aquí",
    not_found_why="La dirección puede tener un error o ser muy antigua.",
    gone="Este artículo ya no está",
    gone_why="Estuvo aquí y se retiró para siempre.",
    ask_us="¿No lo encuentra? Escríbanos; le responderá una persona.",
    text_only="Solo texto",
    with_pictures="Con imágenes",
    site_map="Todas las páginas",
    letters="Por letra",
    other_letters="Otros",
    years="Años",
    months="Meses",
    no_stories="Todavía no hay artículos aquí.",
    search_box="Buscar en los artículos",
)

FRENCH = SiteWords(
    skip="Aller au contenu",
    home="À la une",
    menu="Rubriques et plus",
    breadcrumb="Vous êtes ici",
    latest="Dernières nouvelles",
    picks="Le choix de la rédaction",
    sections="Rubriques",
    topics="Thèmes",
    authors="Auteurs",
    series="Séries",
    storylines="Affaires en cours",
    archive="Archives",
    issues="Numéros",
    search="Rechercher",
    feeds="Flux",
    corrections="Rectificatifs",
    give="Donner",
    take="À emporter",
    more="Plus",
    newest="Articles les plus récents",
    newer="Plus récents",
    older="Plus anciens",
    page="Page {n}",
    of_pages="Page {n} des archives ; la page 1 contient les articles les plus anciens",
    stories_of="Articles de {month}",
    written_by="Articles de {name}",
    part="Partie {n}",
    previous_part="Avant celui-ci : {title}",
    next_part="Ensuite : {title}",
    whole_series="Toute la série, dans l’ordre",
    storyline_of="Cet article fait partie de {name}",
    so_far="L’affaire jusqu’ici",
    so_far_from="Tiré de l’article du {date}",
    timeline="Tout, depuis le début",
    begin_here="Vous découvrez ? Cela a commencé ici",
    related="Auparavant, sur ce sujet",
    in_languages="En d’autres langues",
    withdrawn="Retiré",
    correction_on="Corrigé le {date}",
    correction_of="Rectificatif à {title}",
    no_corrections="Rien n’a été rectifié jusqu’ici.",
    editors_note="Note de la rédaction",
    republish="Republier cet article",
    republish_how="Choisissez un format, cliquez dans son cadre, sélectionnez tout (Ctrl-A ou ⌘-A) et copiez "
    "(Ctrl-C ou ⌘-C). Rien n’y compte ni ne suit vos lecteurs.",
    republish_html="En HTML, pour un site web",
    republish_markdown="En Markdown",
    republish_text="En texte brut, pour l’impression et le courriel",
    no_republish="Cet article appartient à {partner} ; demandez-y l’autorisation de le republier.",
    copy_how="Sélectionnez tout et copiez.",
    print_sheets="{n} feuilles",
    one_sheet="1 feuille",
    sides="{n} pages imprimées",
    one_side="1 page imprimée",
    print_cost="environ {cost} à {price} la page",
    print_about="environ {cost}",
    choose_paper="Imprimer ou enregistrer en PDF",
    issue_number="N° {number}",
    no_issues="Aucun numéro n’a encore paru.",
    download="Télécharger",
    to_print="À imprimer",
    to_read="À lire",
    to_keep="À garder et à faire circuler",
    take_intro="Tout fonctionne sans connexion. Copiez-le sur un téléphone, une liseuse ou une clé USB, "
    "et faites-le circuler.",
    take_zim="Pour Kiwix, sur un téléphone, un ordinateur ou le serveur d’une bibliothèque",
    take_bundle="Pour une clé USB : décompressez-le et ouvrez index.html",
    take_epub="Pour liseuses et tablettes",
    nothing_yet="Il n’y a encore rien ici.",
    give_slip="Un coupon à envoyer avec un chèque",
    slip_name="Nom",
    slip_address="Adresse",
    slip_amount="Montant",
    slip_use="Pour, si vous voulez le dire",
    slip_print="Imprimez cette page, découpez le coupon et envoyez-le avec votre chèque.",
    feeds_intro="Mettez une de ces adresses dans un lecteur de flux, et les nouveaux articles viendront à vous. "
    "Personne ne saura ce que vous lisez.",
    whole_site="Tous les articles",
    subscribe_rss="RSS",
    not_found="Cette page n’est pas ici",
    not_found_why="L’adresse contient peut-être une erreur, ou date d’il y a longtemps.",
    gone="Cet article n’est plus là",
    gone_why="Il était ici et a été retiré pour de bon.",
    ask_us="Vous ne le trouvez pas ? Écrivez-nous ; une personne vous répondra.",
    text_only="Texte seul",
    with_pictures="Avec images",
    site_map="Toutes les pages",
    letters="Par lettre",
    other_letters="Autres",
    years="Années",
    months="Mois",
    no_stories="Il n’y a pas encore d’articles ici.",
    search_box="Chercher dans les articles",
)

ARABIC = SiteWords(
    skip="انتقل إلى المحتوى",
    home="الصفحة الأولى",
    menu="الأقسام والمزيد",
    breadcrumb="أنت هنا",
    latest="الأحدث",
    picks="اختيار هيئة التحرير",
    sections="الأقسام",
    topics="المواضيع",
    authors="الكتّاب",
    series="السلاسل",
    storylines="قضايا مستمرة",
    archive="الأرشيف",
    issues="الأعداد",
    search="بحث",
    feeds="الخلاصات",
    corrections="تصويبات",
    give="تبرّع",
    take="خذها معك",
    more="المزيد",
    newest="أحدث المقالات",
    newer="الأحدث",
    older="الأقدم",
    page="صفحة {n}",
    of_pages="صفحة {n} من الأرشيف؛ الصفحة 1 فيها أقدم المقالات",
    stories_of="مقالات {month}",
    written_by="مقالات {name}",
    part="الجزء {n}",
    previous_part="قبل هذا: {title}",
    next_part="التالي: {title}",
    whole_series="السلسلة كلها بالترتيب",
    storyline_of="هذا المقال جزء من {name}",
    so_far="القصة حتى الآن",
    so_far_from="من مقال {date}",
    timeline="كل ما جرى منذ البداية",
    begin_here="جديد على الموضوع؟ بدأ من هنا",
    related="سابقًا في هذا الموضوع",
    in_languages="بلغات أخرى",
    withdrawn="مسحوب",
    correction_on="صُوِّب في {date}",
    correction_of="تصويب لمقال {title}",
    no_corrections="لم يُصوَّب شيء حتى الآن.",
    editors_note="ملاحظة من التحرير",
    republish="أعد نشر هذا المقال",
    republish_how="اختر صيغة، وانقر في مربعها، وحدد الكل (Ctrl-A أو ⌘-A) ثم انسخ (Ctrl-C أو ⌘-C). "
    "لا شيء فيها يعدّ قراءك أو يتتبعهم.",
    republish_html="بصيغة HTML لموقع على الويب",
    republish_markdown="بصيغة Markdown",
    republish_text="نصًا عاديًا للطباعة والبريد",
    no_republish="هذا المقال ملك {partner}؛ اطلب الإذن هناك لإعادة نشره.",
    copy_how="حدد الكل وانسخ.",
    print_sheets="{n} ورقات",
    one_sheet="ورقة واحدة",
    sides="{n} أوجه",
    one_side="وجه واحد",
    print_cost="نحو {cost} بسعر {price} للوجه",
    print_about="نحو {cost}",
    choose_paper="اطبع أو احفظ بصيغة PDF",
    issue_number="العدد {number}",
    no_issues="لم يصدر أي عدد بعد.",
    download="تنزيل",
    to_print="للطباعة",
    to_read="للقراءة",
    to_keep="للحفظ والتداول",
    take_intro="كل هذا يعمل بلا اتصال. انسخه إلى هاتف أو قارئ أو ذاكرة USB، ومرّره إلى غيرك.",
    take_zim="لتطبيق Kiwix على هاتف أو حاسوب أو خادم مكتبة",
    take_bundle="لذاكرة USB: فك ضغطه وافتح index.html",
    take_epub="لقارئات الكتب والأجهزة اللوحية",
    nothing_yet="لا شيء هنا بعد.",
    give_slip="قسيمة تُرسل مع شيك",
    slip_name="الاسم",
    slip_address="العنوان",
    slip_amount="المبلغ",
    slip_use="الغرض، إن شئت",
    slip_print="اطبع هذه الصفحة، واقطع القسيمة، وأرسلها مع الشيك.",
    feeds_intro="ضع أحد هذه العناوين في قارئ خلاصات فتصلك المقالات الجديدة. لا أحد يعرف ما تقرأ.",
    whole_site="كل المقالات",
    subscribe_rss="RSS",
    not_found="هذه الصفحة ليست هنا",
    not_found_why="قد يكون في العنوان خطأ، أو هو عنوان قديم.",
    gone="هذا المقال لم يعد موجودًا",
    gone_why="كان هنا ثم أزيل نهائيًا.",
    ask_us="لم تجده؟ اكتب إلينا؛ يجيبك إنسان.",
    text_only="نص فقط",
    with_pictures="مع الصور",
    site_map="كل الصفحات",
    letters="حسب الحرف",
    other_letters="غير ذلك",
    years="السنوات",
    months="الأشهر",
    no_stories="لا مقالات هنا بعد.",
    search_box="ابحث في المقالات",
)

LANGUAGES = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "ar": ARABIC}


def site_words(language: str) -> SiteWords:
    """The phrases for a language; English when Freesheet does not speak it."""
    return LANGUAGES[furniture_language(language).split("-")[0].lower()]
