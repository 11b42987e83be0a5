"""Which tests hold each of the conventions R1 to R25 (what readers expect) and D1 to D26 (what machines expect)."""

SITE = "tests/validators/test_site.py"
READERS = "tests/validators/test_readers.py"
MACHINES = "tests/validators/test_machines.py"
SCREENS = "tests/validators/test_screens.py"
WEB = "tests/freesheet/editions/test_web.py"
HEADERS = "tests/freesheet/site/hosting/test_headers.py"
NGINX = "tests/freesheet/site/hosting/test_nginx.py"
FEEDS = "tests/freesheet/site/test_feeds.py"
LISTS = "tests/freesheet/press/test_lists.py"
SERVED = "tests/freesheet/serve/test_site.py"
SITEMAPS = "tests/freesheet/site/test_sitemaps.py"

# A convention, and the tests without any of which it would not be held.
HELD: dict[str, tuple[str, ...]] = {
    "R1": (
        f"{SITE}::test_every_page_has_what_a_reader_expects_of_its_frame",
        f"{SCREENS}::test_the_first_key_shows_the_way_past_the_menu",
    ),
    "R2": (
        f"{SITE}::test_every_page_has_what_a_reader_expects_of_its_frame",
        f"{READERS}::test_a_story_is_one_article_with_its_headline_on_top",
    ),
    "R3": (
        f"{READERS}::test_a_story_begins_in_the_order_that_readers_know",
        f"{SCREENS}::test_a_story_is_read_from_top_to_bottom",
    ),
    "R4": (f"{READERS}::test_dates_are_told_to_people_and_machines_and_an_update_only_where_there_is_one",),
    "R5": (f"{READERS}::test_reading_takes_as_long_in_every_edition",),
    "R6": (f"{SITE}::test_pictures_are_told_and_tell_their_size",),
    "R7": (f"{READERS}::test_quotations_are_marked_and_a_pull_quote_is_read_once",),
    "R8": (f"{READERS}::test_notes_lead_there_and_back_and_sources_are_told_whole",),
    "R9": (f"{READERS}::test_a_story_is_passed_on_by_plain_links",),
    "R10": (
        f"{READERS}::test_print_is_a_link_to_paper_with_the_same_words",
        f"{SCREENS}::test_a_story_on_paper_is_the_story_alone",
    ),
    "R11": (
        f"{SCREENS}::test_a_story_on_paper_is_the_story_alone",
        f"{SCREENS}::test_the_slip_and_the_corrections_are_printed_without_furniture",
        f"{WEB}::test_a_code_is_a_square_of_black_and_white_that_begins_with_its_mark",
        "tests/validators/test_screen.py"
        "::test_the_printed_page_has_numbered_notes_and_a_running_footer_and_no_furniture",
    ),
    "R12": (f"{READERS}::test_ways_on_are_few_and_a_series_is_told_in_order",),
    "R13": (f"{READERS}::test_a_story_can_be_taken_from_a_page_without_script",),
    "R14": (f"{READERS}::test_a_copy_has_all_it_must_carry_and_nothing_that_follows_its_readers",),
    "R15": (
        f"{READERS}::test_where_a_story_was_first_is_told_in_every_edition",
        "tests/test_parity.py::test_every_word_of_any_story_is_in_each_edition",
    ),
    "R16": (f"{READERS}::test_an_appeal_is_one_still_box_at_the_end",),
    "R17": (f"{SITE}::test_the_foot_of_every_page_leads_to_what_readers_ask_for",),
    "R18": (
        f"{READERS}::test_a_page_is_light",
        f"{SITE}::test_a_story_and_the_front_page_arrive_in_the_first_flight",
    ),
    "R19": (
        f"{SITE}::test_axe_finds_no_violation_on_a_small_screen_and_in_the_dark",
        f"{SCREENS}::test_all_words_are_there_without_pictures_and_in_a_readers_own_colours",
        f"{SCREENS}::test_all_words_are_there_in_order_without_style",
    ),
    "R20": (
        f"{SITE}::test_axe_finds_no_violation_on_any_page",
        f"{SCREENS}::test_every_way_on_is_large_enough_to_touch",
    ),
    "R21": (
        f"{READERS}::test_no_page_can_run_or_remember_anything",
        f"{SITE}::test_nothing_is_asked_of_others_and_nothing_is_left_behind",
        f"{SERVED}::test_every_answer_has_strict_headers_and_sets_no_cookie",
    ),
    "R22": (
        f"{READERS}::test_nothing_personal_is_asked_for_on_a_page",
        "tests/freesheet/serve/test_searching.py::test_a_search_is_kept_nowhere_and_indexed_by_nobody",
    ),
    "R23": (
        f"{SCREENS}::test_the_search_is_found_and_used_without_script",
        "tests/freesheet/site/test_search.py::test_every_word_of_a_story_finds_it_in_any_case",
        "tests/freesheet/site/test_search.py::test_what_readers_type_finds_stories",
        "tests/freesheet/editions/test_zim.py::test_any_word_of_a_story_finds_it",
    ),
    "R24": (
        f"{LISTS}::test_the_older_pages_lead_to_every_story",
        f"{LISTS}::test_an_old_page_stays_as_it_is_when_something_new_comes",
        f"{LISTS}::test_a_page_that_there_is_not_is_said_to_be_missing",
        f"{LISTS}::test_a_query_that_means_nothing_changes_nothing",
    ),
    "R25": (
        f"{READERS}::test_a_page_that_is_not_there_offers_other_ways",
        f"{SCREENS}::test_the_search_is_found_and_used_without_script",
    ),
    "D1": (f"{MACHINES}::test_the_kind_of_a_story_is_its_type",),
    "D2": (
        f"{MACHINES}::test_a_story_tells_machines_all_that_it_has",
        "tests/freesheet/markup/test_jsonld.py::test_no_text_ends_the_script_or_is_changed_by_it",
    ),
    "D3": (f"{MACHINES}::test_an_author_is_a_name_and_each_is_one",),
    "D4": (f"{MACHINES}::test_everything_is_free_to_read",),
    "D5": (f"{MACHINES}::test_corrections_are_told_to_machines",),
    "D6": (f"{MACHINES}::test_machines_are_led_to_where_a_story_was_first",),
    "D7": (f"{MACHINES}::test_a_story_tells_machines_all_that_it_has",),
    "D8": (f"{SITE}::test_what_machines_are_told_of_a_story_is_what_readers_see",),
    "D9": (f"{SITE}::test_the_way_that_machines_are_told_is_the_visible_one",),
    "D10": (
        f"{SITE}::test_canonical_addresses",
        f"{MACHINES}::test_another_form_of_a_story_names_its_page",
    ),
    "D11": (
        f"{MACHINES}::test_machines_are_led_to_where_a_story_was_first",
        f"{SITE}::test_canonical_addresses",
    ),
    "D12": (
        f"{MACHINES}::test_a_card_tells_the_story_and_nothing_empty",
        f"{SITE}::test_titles_descriptions_and_cards",
    ),
    "D13": (
        f"{MACHINES}::test_a_story_has_a_title_and_a_description",
        f"{SITE}::test_titles_descriptions_and_cards",
        f"{SITE}::test_translations_name_one_another_and_themselves",
    ),
    "D14": (
        f"{SITE}::test_every_page_leads_to_the_feeds",
        f"{MACHINES}::test_a_story_leads_to_its_other_forms_and_its_licence",
    ),
    "D15": (f"{SITE}::test_feeds_are_valid", f"{FEEDS}::test_a_story_in_rss"),
    "D16": (
        f"{SITE}::test_feeds_are_valid",
        f"{FEEDS}::test_a_republished_story_names_where_it_was_first",
        f"{FEEDS}::test_what_can_be_heard_is_attached",
    ),
    "D17": (
        f"{SITE}::test_feeds_are_valid",
        "tests/freesheet/site/test_content.py::test_any_story_is_clean_and_has_all_its_words",
    ),
    "D18": (
        f"{LISTS}::test_the_archive_of_the_feed_has_every_story",
        f"{MACHINES}::test_who_has_the_newest_version_gets_none",
        f"{FEEDS}::test_a_correction_bumps_updated_and_neither_published_nor_id_nor_order",
    ),
    "D19": (f"{FEEDS}::test_hard_characters_survive_and_illegal_ones_go",),
    "D20": (
        f"{SITE}::test_sitemaps_are_valid_and_lead_to_pages",
        f"{MACHINES}::test_a_sitemap_tells_when_the_text_changed",
        f"{SITEMAPS}::test_a_sitemap_that_nobody_would_read_whole_is_refused",
    ),
    "D21": (
        f"{SITEMAPS}::test_a_story_in_the_news_sitemap",
        f"{SITEMAPS}::test_only_what_is_new_and_our_own_is_news",
        f"{SITEMAPS}::test_the_news_sitemap_has_the_newest_thousand",
        f"{SITEMAPS}::test_the_news_sitemap_may_be_empty",
    ),
    "D22": (
        f"{MACHINES}::test_robots_may_read_everything_but_searches",
        f"{SITEMAPS}::test_robots_may_read_all_but_search_and_are_told_where_the_sitemaps_are",
    ),
    "D23": (
        f"{MACHINES}::test_every_answer_is_guarded",
        f"{MACHINES}::test_no_page_styles_itself",
        f"{HEADERS}::test_forms_go_home_where_gifts_are_given_at_home",
        f"{NGINX}::test_nginx_tells_the_headers",
    ),
    "D24": (f"{MACHINES}::test_every_answer_is_guarded", f"{HEADERS}::test_a_drawing_may_run_nothing"),
    "D25": (
        f"{MACHINES}::test_every_answer_is_guarded",
        f"{MACHINES}::test_everything_that_can_be_is_compressed_beforehand",
        f"{MACHINES}::test_who_has_the_newest_version_gets_none",
        f"{MACHINES}::test_a_picture_is_kept_for_ever_and_named_by_its_content",
    ),
    "D26": (
        f"{MACHINES}::test_holes_and_passwords_have_their_addresses",
        "tests/freesheet/site/test_site_files.py::test_every_server_leads_a_password_manager_there",
    ),
}

# What no test can hold yet, for it is about something that the site does not have.
LATER: dict[str, str] = {
    "R16": "That packets, which are made by the mail room, have no appeal but one configured line.",
    "R17": "The newsletter at the foot: there is none to subscribe to.",
    "R22": "Forms for giving, letters and subscriptions, and their confirmations: there are none; giving is on paper.",
    "D11": "The pages of a preview, of thanks and of unsubscribing: there are none.",
    "D14": "The EPUB of each story: the sample newspaper makes them of issues.",
    "D24": "Uploads: a drawing is refused as a picture, and nobody can upload anything else.",
    "D25": "What only editors see: there is no desk.",
    "D26": "The signatures of a payment service's messages: there is none.",
}
