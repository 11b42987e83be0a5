"""Bylines as papers print them."""

import pytest

from freesheet.intake.bylines import bylines, signed
from freesheet.story.nodes import Byline


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("By Jane Doe", [Byline("Jane Doe")]),
        ("by Jane Doe and John Roe", [Byline("Jane Doe"), Byline("John Roe")]),
        ("By Jane Doe, John Roe, and Ann Lee", [Byline("Jane Doe"), Byline("John Roe"), Byline("Ann Lee")]),
        ("By Jane Doe, ProPublica", [Byline("Jane Doe", outlet="ProPublica")]),
        ("By Jane Doe, The Texas Tribune", [Byline("Jane Doe", outlet="The Texas Tribune")]),
        ("Jane Doe | Rain Gauge", [Byline("Jane Doe", outlet="Rain Gauge")]),
        ("By Jane Doe for CalMatters", [Byline("Jane Doe", outlet="CalMatters")]),
        ("By Jane Doe, of the Rain Gauge", [Byline("Jane Doe", outlet="the Rain Gauge")]),
        ("By Jane Doe, Staff Writer", [Byline("Jane Doe")]),
        ("Jane Doe, senior political correspondent | Nov 22, 2026", [Byline("Jane Doe")]),
        ("By Jane Doe • Published November 22, 2026", [Byline("Jane Doe")]),
        ("By Martin Luther King, Jr.", [Byline("Martin Luther King, Jr.")]),
        ("By Jane Doe, M.D.", [Byline("Jane Doe, M.D.")]),
        ("By Harry S. Truman", [Byline("Harry S. Truman")]),
        ("By Jane Doe | Photos by Ann Lee", [Byline("Jane Doe"), Byline("Ann Lee", role="Photos by")]),
        ("Translated by Ann Lee", [Byline("Ann Lee", role="Translated by")]),
        ("Jane Doe, Illustrations: Ann Lee", [Byline("Jane Doe"), Byline("Ann Lee", role="Illustrations by")]),
        ("Por Marta Iribarne", [Byline("Marta Iribarne")]),
        ("Von Jana Novák und Jan Dvořák", [Byline("Jana Novák"), Byline("Jan Dvořák")]),
        ("Por Ana Ruiz Peña y Íñigo Paz", [Byline("Ana Ruiz Peña"), Byline("Íñigo Paz")]),
        ("Texto de Ana Ruiz | Fotos de Luis Paz", [Byline("Ana Ruiz"), Byline("Luis Paz", role="Fotos de")]),
        ("Escribe: Ana Ruiz. Fotos: Luis Paz", [Byline("Ana Ruiz"), Byline("Luis Paz", role="Fotos:")]),
        ("Por Ana Ruiz, con información de Reuters", [Byline("Ana Ruiz", outlet="Reuters")]),
        ("Par Maël Le Bihan, avec AFP", [Byline("Maël Le Bihan", outlet="AFP")]),
        ("Par Maël Le Bihan (avec AFP)", [Byline("Maël Le Bihan", outlet="AFP")]),
        ("Par Maël Le Bihan avec Anne Petit", [Byline("Maël Le Bihan"), Byline("Anne Petit")]),
        ("Propos recueillis par Anne Petit", [Byline("Anne Petit")]),
        ("Di Laura Bianchi e Marco Verdi", [Byline("Laura Bianchi"), Byline("Marco Verdi")]),
        ("Von Jana Novák, mit dpa", [Byline("Jana Novák", outlet="dpa")]),
        ("بقلم: سلمى منصور", [Byline("سلمى منصور")]),
        ("بقلم سلمى منصور وهادي خليل", [Byline("سلمى منصور"), Byline("هادي خليل")]),
        ("كتب هادي وليد خليل، رنا سعد", [Byline("هادي وليد خليل"), Byline("رنا سعد")]),
        ("מאת: נועה ברק ואורי שלו", [Byline("נועה ברק"), Byline("אורי שלו")]),
        ("מאת נועה ורד ברק", [Byline("נועה ורד ברק")]),
        ("记者 李小梅", [Byline("李小梅")]),
        ("本报记者李小梅、陈东", [Byline("李小梅"), Byline("陈东")]),
        ("文｜李小梅 陈东", [Byline("李小梅"), Byline("陈东")]),
        ("作者：李小梅，陈东", [Byline("李小梅"), Byline("陈东")]),
        ("文天祥", [Byline("文天祥")]),
        ("Submitted by jroe on Mon, 10/02/2023 - 14:22", [Byline("jroe")]),
        ("Enviado por Ana Ruiz el 3 de mayo de 2026", [Byline("Ana Ruiz")]),
        ("Ana Ruiz | Palma de Mallorca | 08/01/2026", [Byline("Ana Ruiz")]),
        ("By JANE DOE | Gazette Staff Writer", [Byline("JANE DOE", outlet="Gazette")]),
        ("By JANE DOE, Associated Press Writer", [Byline("JANE DOE", outlet="Associated Press")]),
        ("REUTERS", [Byline("REUTERS")]),
        ("admin", []),
        ("By", []),
        ("", []),
        ("https://paper.example/author/jane", []),
        ("4 min read", []),
        ("By a person whose name is so long that it can only be a sentence of the story itself", []),
    ],
)
def test_a_byline_is_the_people_in_it(written, people):
    assert list(bylines(written, frozenset({"rain gauge"}))) == people


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("By Jane Doe", True),
        ("By Reuters", True),
        ("Por Ana Ruiz y Luis Paz", True),
        ("Par Maël Le Bihan, avec AFP", True),
        ("本报记者李小梅", True),
        ("By the river", False),
        ("By Monday the bridge was gone", False),
        ("Por Navidad", False),
        ("Von der Leyen und Macron", False),
        ("Par exemple", False),
        ("Jane Doe", False),
        ("By Jane Doe, who had walked all the way from Orrin to the mill and back again to see the water", False),
    ],
)
def test_a_line_is_a_byline_by_its_label_and_its_names(line, is_byline):
    assert signed(line) is is_byline
