#include "catalog_case.h"

static struct source *
read_text(struct arena *a, const char *yaml, struct diagnostics *d)
{
	*d = diagnostics_new(a);
	return case_source(a, "user", yaml, d);
}

/* What is wrong is told with its place; the entries around it are read. */
static void
errors_have_their_place_and_cost_themselves(void **state)
{
	static const struct {
		const char *entry;
		int line, column; /* in the whole text; the entry begins in line 3 */
		const char *message;
	} cases[] = {
		{"- id: x\n  exception: ValueError\n  match: ^bad (thing\n  summary: s\n", 5, 21,
		 "match: missing closing parenthesis"},
		{"- id: x\n  exception: ValueError\n  match: '^ä+(?<1>b)'\n  summary: s\n", 5, 17, "match: "},
		{"- id: x\n  exception: ValueError\n  match: \"unclosed\n  summary: s\n", 5, 0, "YAML: "},
		{"- id: x\n  exception: [ValueError\n  summary: s\n", 0, 0, "YAML: "},
		{"- id: x\n\texception: ValueError\n  summary: s\n", 0, 0, "YAML: "},
		{"- id: x\n  exception: ValueError\n  whn: { os.root: true }\n  summary: s\n", 5, 3,
		 "unknown key 'whn'"},
		{"- id: X y\n  exception: ValueError\n  summary: s\n", 3, 7, "an id is made of a-z, 0-9 and -"},
		{"- id: good\n  exception: ValueError\n  summary: s\n", 3, 0, "the id good is taken by case.yaml:1"},
		{"- exception: ValueError\n  summary: s\n", 3, 3, "id is missing"},
		{"- id: x\n  exception: ValueError\n", 3, 3, "summary is missing"},
		{"- id: x\n  summary: s\n", 3, 3, "one of exception, text or signal is missing"},
		{"- id: x\n  exception: ValueError\n  text: some words\n  summary: s\n", 3, 3,
		 "exception, text and signal exclude each other"},
		{"- id: x\n  text: some words\n  match: other\n  summary: s\n", 5, 10,
		 "match is asked of an exception's message only"},
		{"- id: x\n  signal: NOPE\n  summary: s\n", 4, 11, "unknown signal 'NOPE'"},
		{"- id: x\n  exception: ValueError\n  rank: 11\n  summary: s\n", 5, 9,
		 "rank: a number from -10 to 10 is expected"},
		{"- id: x\n  exception: ValueError\n  summary: s\n  fixes:\n    - label: l\n", 7, 7,
		 "a fix needs one of install"},
		{"- id: x\n  exception: ValueError\n  summary: s\n  fixes:\n    - { run: a, say: b }\n", 7, 22,
		 "a fix is one thing"},
		{"- id: x\n  exception: ValueError\n  summary: s\n  fixes:\n    - edit: { before: a }\n", 7, 13,
		 "edit needs before and after"},
		{"- id: x\n  exception: ValueError\n  summary: s\n  examples:\n    - stderr: e\n", 7, 7,
		 "origin must be real or documented"},
		{"- id: x\n  exception: ValueError\n  summary: s\n  when: { os.id: '=~(' }\n", 6, 19,
		 "os.id: missing closing parenthesis"},
		{"- id: x\n  exception: ValueError\n  summary: *s\n", 5, 12, "anchors, aliases and tags"},
		{"- id: x\n  id: y\n  exception: ValueError\n  summary: s\n", 4, 3, "the key 'id' stands here twice"},
		{"- id: x\n  summary: \"s\xfe\"\n", 4, 14, "YAML: this byte is not UTF-8"},
		{"- id: x\n%?\xfe?U\n", 4, 3, "YAML: this byte is not UTF-8"},
		{"- just a text\n", 3, 3, "keys with values are expected here"},
		{"- id: x\n  exception: ValueError\n  match: 'a\\Cb'\n  summary: s\n", 5, 0, "match: "},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *a = arena_new();
		struct diagnostics d;
		const char *good = "- { id: good,\n    exception: KeyError, summary: s }\n";
		const char *after = "- { id: after, exception: KeyError, summary: s }\n";
		struct source *s = read_text(a, arena_printf(a, "%s%s%s", good, cases[i].entry, after), &d);
		if (d.first == NULL || strncmp(d.first->message, cases[i].message, strlen(cases[i].message)) != 0 ||
		    (cases[i].line != 0 && d.first->line != cases[i].line) ||
		    (cases[i].column != 0 && d.first->column != cases[i].column))
			fail_msg("%s\n%d:%d: %s", cases[i].entry, d.first == NULL ? 0 : d.first->line,
				 d.first == NULL ? 0 : d.first->column, d.first == NULL ? "nothing" : d.first->message);
		assert_string_equal(d.first->file, "case.yaml");
		assert_true(d.first->line >= 3);
		assert_int_equal(s->pattern_count, 2);
		assert_string_equal(s->patterns[0]->pattern.id, "good");
		assert_string_equal(s->patterns[1]->pattern.id, "after");
		arena_free(a);
	}
}

static void
a_pattern_is_read_whole(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct diagnostics d;
	struct source *s = read_text(
		a,
		"\xEF\xBB\xBF# a comment\n---\n\n- id: one\n"
		"  exception: [ImportError, ModuleNotFoundError]\n"
		"  rank: -3\n"
		"  when: { os.like: [debian, ubuntu], python.version: \"<3.12\" }\n"
		"  summary: s\n"
		"  why: |\n    first\n    second\n"
		"  docs: https://docs.python.org/3/\n"
		"  fixes:\n"
		"    - install: '\"numpy<2\" pillow'\n      label: l\n      reason: r\n      when: { os.root: true }\n"
		"    - edit: { file: '{file}', line: 3, before: a, after: b }\n"
		"    - open: {}\n"
		"  examples:\n"
		"    - origin: documented\n      where: here\n      stderr: e\n      facts: { os.root: true }\n"
		"      expect: { fix: … x, id: one }\n"
		"  silent:\n    - text\n    - { stderr: t, status: 3, command: c }\n",
		&d);
	assert_null(d.first);
	assert_int_equal(s->pattern_count, 1);
	const struct definition *def = s->patterns[0];
	const struct pattern *p = &def->pattern;
	assert_int_equal(p->line, 4);
	assert_int_equal(p->rank, -3);
	assert_string_equal(p->layer, "user");
	assert_string_equal(p->when[0].any[1], "ubuntu");
	assert_null(p->when[0].value);
	assert_string_equal(p->when[1].value, "<3.12");
	assert_string_equal(p->why, "first\nsecond");
	assert_string_equal(p->docs[0], "https://docs.python.org/3/");
	assert_int_equal(p->fix_count, 3);
	assert_int_equal(p->fixes[0].kind, FIX_INSTALL);
	assert_string_equal(p->fixes[0].value, "\"numpy<2\" pillow");
	assert_string_equal(p->fixes[0].reason, "r");
	assert_int_equal(p->fixes[0].when_count, 1);
	assert_int_equal(p->fixes[1].kind, FIX_EDIT);
	assert_string_equal(p->fixes[1].line, "3");
	assert_string_equal(p->fixes[1].after, "b");
	assert_int_equal(p->fixes[2].kind, FIX_OPEN);
	assert_null(p->fixes[2].file);
	assert_false(def->examples[0].real);
	assert_string_equal(def->examples[0].where, "here");
	assert_string_equal(def->examples[0].fix, "… x");
	assert_int_equal(def->silent_count, 2);
	assert_int_equal(def->silent[1].status, 3);
	arena_free(a);
}

/* What is written into a record comes out of it again. */
static void
an_entry_survives_its_record(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct diagnostics d;
	struct source *s =
		read_text(a,
			  "- id: one\n  exception: [ImportError, KeyError]\n  match: (?<module>\\w+)\n"
			  "  frame: { file: x, where: user }\n  status: [0, 7]\n  chain: { exception: KeyError }\n"
			  "  when: { os.like: [debian, ubuntu], a.b: x }\n  summary: s\n  seen: [u, v]\n"
			  "  fixes:\n    - run: ls {module}\n      when: { a.c: [p] }\n    - say: hello\n",
			  &d);
	assert_null(d.first);
	struct buf b = buf_new(a), w = buf_new(a);
	struct serial_head head = serial_head(a);
	assert_true(head.size > 1024);
	assert_true(entry_write(&b, &s->patterns[0]->pattern, &s->patterns[0]->rule, head));
	entry_write_pattern(&w, &s->patterns[0]->pattern);
	struct entry e;
	struct record r, said = {0};
	assert_true(record_open(&r, b.text, b.size) && record_open(&said, w.text, w.size));
	assert_true(entry_keep(a, &e, "user", r, said));
	assert_null(e.codes[CLAUSE_MATCH]);
	assert_string_equal(e.pattern.id, "one");
	assert_string_equal(e.pattern.when[0].any[1], "ubuntu");
	assert_string_equal(e.pattern.seen[1], "v");
	assert_null(e.pattern.docs[0]);
	assert_string_equal(e.pattern.fixes[0].when[0].any[0], "p");
	assert_string_equal(e.pattern.fixes[1].value, "hello");
	assert_string_equal(e.rule.exceptions[1], "KeyError");
	assert_true(entry_read(a, &e, "user", r, head));
	assert_string_equal(e.pattern.id, "one");
	assert_int_equal(e.rule.statuses[0], 0);
	assert_int_equal(e.rule.statuses[1], 7);
	assert_int_equal(e.rule.statuses[2], -1);
	assert_int_equal(e.rule.where, FRAME_USER);
	assert_string_equal(e.rule.chain_exception, "KeyError");
	assert_non_null(e.codes[CLAUSE_MATCH]);
	assert_non_null(e.codes[CLAUSE_FRAME_FILE]);
	assert_null(e.codes[CLAUSE_CONTEXT]);
	entry_free(&e);
	/* No byte can be changed unseen, and none be missing. */
	for (size_t i = 0; i < b.size; i++) {
		b.text[i] ^= 0x20;
		assert_false(record_open(&r, b.text, b.size));
		b.text[i] ^= 0x20;
	}
	for (size_t n = 0; n < b.size; n++)
		assert_false(record_open(&r, b.text, n));
	assert_true(record_open(&r, b.text, b.size));
	assert_false(entry_read(a, &e, "user", r, (struct serial_head){NULL, 0}));
	/* Nor does a record that ends too early say anything. */
	assert_true(record_open(&r, b.text, b.size));
	for (const char *end = r.end - 1; end >= r.p; end--)
		assert_false(entry_read(a, &e, "user", (struct record){r.p, end, false}, head));
	for (const char *end = said.end - 1; end >= said.p; end--)
		assert_false(entry_keep(a, &e, "user", r, (struct record){said.p, end, false}));
	arena_free(a);
}

static void
odd_files_are_read_or_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct diagnostics d;
	assert_int_equal(read_text(a, "", &d)->pattern_count, 0);
	assert_null(d.first);
	assert_int_equal(read_text(a, "# nothing\n\n", &d)->pattern_count, 0);
	assert_null(d.first);
	assert_int_equal(read_text(a, "just words\n", &d)->pattern_count, 0);
	assert_non_null(d.first);
	assert_int_equal(read_text(a, "other: 1\n", &d)->pattern_count, 0);
	assert_string_equal(d.first->message, "unknown key 'other'");
	assert_int_equal(read_text(a, "[{id: a, exception: E, summary: s}, {id: b, exception: E, summary: s}]\n", &d)
				 ->pattern_count,
			 2);
	assert_null(d.first);
	assert_int_equal(read_text(a, "disable: [a, b]\npatterns:\n  - { id: c, exception: E, summary: s }\n", &d)
				 ->disabled_count,
			 2);
	assert_null(d.first);
	/* Deep nesting and a NUL. */
	struct buf deep = buf_new(a);
	for (int i = 0; i < 100000; i++)
		buf_add_char(&deep, '[');
	assert_int_equal(read_text(a, deep.text, &d)->pattern_count, 0);
	assert_non_null(d.first);
	struct source *s = source_new(a, "user");
	struct diagnostics e = diagnostics_new(a);
	static const char nul[] = "- id: \"a\\0b\"\n  exception: E\n  summary: s\n";
	source_add(s, "nul.yaml", nul, sizeof(nul) - 1, &e);
	assert_int_equal(s->pattern_count, 0);
	assert_non_null(e.first);
	static const char raw[] = "- id: a\0b\n  exception: E\n  summary: s\n";
	source_add(s, "nul.yaml", raw, sizeof(raw) - 1, &e);
	assert_int_equal(s->pattern_count, 0);
	arena_free(a);
}

static void
tables_answer_by_name(void **state)
{
	static const char modules[] =
		"yaml: PyYAML\n"
		"cv2: { pypi: opencv-python, apt: python3-opencv, conda: opencv, note: not 'cv2' }\n"
		"google.protobuf: protobuf\n"
		"PIL: { pypi: pillow }\n"
		"requests: requests\n"
		"yaml: again\n"
		"bad: { pipy: x }\n";
	static const char libraries[] =
		"libffi: { apt: libffi-dev, dnf: libffi-devel, headers: [ffi.h, ffitarget.h], pkgconfig: [libffi], libraries: [libffi.so], "
		"runtime: { apt: libffi8 } }\n"
		"gcc: { apt: gcc, tools: [gcc, cc] }\n";
	static const char standard[] =
		"distutils: { removed: \"3.12\", replacement: setuptools }\nos:\n_ctypes: { library: libffi }\n";
	(void)state;
	struct arena *a = arena_new();
	struct diagnostics d = diagnostics_new(a);
	struct source *s = source_new(a, "built-in");
	source_add(s, "/x/modules.yaml", modules, sizeof(modules) - 1, &d);
	source_add(s, "/x/system.yaml", libraries, sizeof(libraries) - 1, &d);
	source_add(s, "/x/stdlib.yaml", standard, sizeof(standard) - 1, &d);
	source_finish(s, &d);
	assert_int_equal(d.count, 1);
	assert_string_equal(d.first->message, "the key 'yaml' stands here twice");
	arena_free(a);

	a = arena_new();
	d = diagnostics_new(a);
	s = source_new(a, "built-in");
	const char *good = strstr(modules, "cv2");
	source_add(s, "/x/modules.yaml", good, (size_t)(strstr(good, "yaml: again") - good), &d);
	source_add(s, "/y/modules.yaml", "yaml: PyYAML\ncv2: other\nbad: { pipy: x }\n",
		   strlen("yaml: PyYAML\ncv2: other\nbad: { pipy: x }\n"), &d);
	source_add(s, "/x/system.yaml", libraries, sizeof(libraries) - 1, &d);
	source_add(s, "/x/stdlib.yaml", standard, sizeof(standard) - 1, &d);
	source_finish(s, &d);
	assert_int_equal(d.count, 2);
	assert_string_equal(d.first->message, "unknown key 'pipy'");
	assert_int_equal(d.first->line, 3);
	struct catalog *c = catalog_empty(a);
	assert_true(catalog_push(c, s));
	assert_string_equal(catalog_module(a, c, "cv2")->apt, "python3-opencv");
	assert_null(catalog_module(a, c, "cv2")->dnf);
	assert_string_equal(catalog_module(a, c, "cv2.data.x")->distribution, "opencv-python");
	assert_string_equal(catalog_module(a, c, "google.protobuf.message")->distribution, "protobuf");
	assert_null(catalog_module(a, c, "google"));
	assert_null(catalog_module(a, c, "cv"));
	assert_null(catalog_module(a, c, ""));
	assert_string_equal(catalog_distribution(a, c, "Opencv_Python")->import, "cv2");
	assert_string_equal(catalog_distribution(a, c, "PILLOW")->import, "PIL");
	assert_null(catalog_distribution(a, c, "nothing"));
	assert_string_equal(catalog_module_near(a, c, "reqeusts"), "requests");
	assert_string_equal(catalog_module_near(a, c, "yalm"), "yaml");
	assert_string_equal(catalog_module_near(a, c, "so"), "os");
	assert_null(catalog_module_near(a, c, "requests"));
	assert_null(catalog_module_near(a, c, "yal")); /* one letter of a short name is no evidence ... */
	assert_null(catalog_module_near(a, c, "sos"));
	assert_null(catalog_module_near(a, c, "yamk"));     /* ... nor another letter in one of four ... */
	assert_null(catalog_module_near(a, c, "bequests")); /* ... nor is another first letter */
	assert_null(catalog_module_near(a, c, "utils"));
	assert_null(catalog_module_near(a, c, "entirely"));
	assert_null(catalog_module_near(a, c, "y"));
	assert_string_equal(catalog_system(a, c, "libffi")->apt, "libffi-dev");
	assert_string_equal(catalog_system(a, c, "header:ffi.h")->dnf, "libffi-devel");
	assert_string_equal(catalog_system(a, c, "pkgconfig:libffi")->name, "libffi");
	assert_string_equal(catalog_system(a, c, "library:libffi.so.8")->apt, "libffi8");
	assert_string_equal(catalog_system(a, c, "library:libffi.so.8")->dnf, "libffi-devel");
	assert_string_equal(catalog_system(a, c, "link:ffi")->apt, "libffi-dev");
	assert_null(catalog_system(a, c, "link:libffi"));
	assert_string_equal(catalog_system(a, c, "tool:cc")->name, "gcc");
	assert_null(catalog_system(a, c, "header:nothing.h"));
	assert_string_equal(catalog_stdlib(a, c, "distutils")->removed, "3.12");
	assert_string_equal(catalog_stdlib(a, c, "_ctypes")->library, "libffi");
	assert_non_null(catalog_stdlib(a, c, "os"));
	assert_null(catalog_stdlib(a, c, "requests"));
	catalog_close(c);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_have_their_place_and_cost_themselves),
		cmocka_unit_test(a_pattern_is_read_whole),
		cmocka_unit_test(an_entry_survives_its_record),
		cmocka_unit_test(odd_files_are_read_or_refused),
		cmocka_unit_test(tables_answer_by_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
