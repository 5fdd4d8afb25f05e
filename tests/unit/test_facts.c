#include "facts_tree.h"

#include <time.h>

static void
compares(void **state)
{
	(void)state;
	static const struct {
		const char *fact, *condition;
		bool holds;
	} cases[] = {
		{"true", "true", true},
		{"true", "false", false},
		{NULL, "true", false},
		{NULL, "false", false},
		{NULL, "!=x", false},
		{"3.11.7", "<3.12", true},
		{"3.11.7", "<=3.11", true},
		{"3.11.7", ">3.11", false},
		{"3.11.7", ">=3.11.8", false},
		{"3.9", "<3.10", true},
		{"3.10", ">=3.9", true},
		{"3.13.0rc1", ">=3.13", true},
		{"3", "<3.1", true},
		{"cpython", "<3.12", false},
		{"3.12", "<x", false},
		{"2.36", ">=2.28", true},
		{"8192", ">1024", true},
		{"debian", "debian", true},
		{"debian", "deb", false},
		{"rhel, centos, fedora", "fedora", true},
		{"rhel, centos, fedora", "rhel", true},
		{"rhel, centos, fedora", "cent", false},
		{"rhel, centos, fedora", "!=debian", true},
		{"rhel, centos, fedora", "!=centos", false},
		{"cpython-313t", "=~t$", true},
		{"cpython-313", "=~t$", false},
		{"x", "=~(", false},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "=~^(a+)+$", false},
		{"", "", true},
		{"3.11.7", "?<3.12", true},
		{"3.12.1", "?<3.12", false},
		{NULL, "?<3.12", true},
		{NULL, "<3.12", false},
		{NULL, "?false", true},
		{"true", "?false", false},
		{"abc", "?=~^b", false},
		{NULL, "?=~^b", true},
		{"99999999999999999999999.1", ">3", true},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct condition c = {.fact = "x", .value = cases[n].condition};
		if (condition_holds(&c, cases[n].fact) != cases[n].holds)
			fail_msg("'%s' and '%s'", cases[n].fact, cases[n].condition);
	}
	const char *any[] = {"fedora", "<3", NULL};
	struct condition c = {.fact = "x", .any = any};
	assert_true(condition_holds(&c, "fedora"));
	assert_true(condition_holds(&c, "2.7"));
	assert_false(condition_holds(&c, "debian"));
	assert_false(condition_holds(&c, NULL));
}

static void
can_be_set_by_hand(void **state)
{
	struct tree *t = *state;
	struct facts *f = facts_new(t->arena, NULL, NULL);
	assert_fact(f, NULL, "os.name", "linux");
	facts_set(f, "os.name", "macos");
	assert_fact(f, NULL, "os.name", "macos");
	assert_string_equal(facts_source(f, NULL, "os.name"), "set by hand");
	facts_set(f, "os.name", NULL);
	assert_unknown(f, NULL, "os.name");
	assert_null(facts_source(f, NULL, "os.name"));
	facts_set(f, "python.minor", "3.12");
	facts_freeze(f);
	assert_fact(f, NULL, "python.minor", "3.12");
	assert_unknown(f, NULL, "os.arch");
	assert_unknown(f, NULL, "native.glibc");
	struct condition when[] = {{.fact = "python.minor", .value = ">=3.12"}, {.fact = "os.arch", .value = "x86_64"}};
	assert_true(facts_hold(f, NULL, when, 1));
	assert_false(facts_hold(f, NULL, when, 2));
	assert_ptr_equal(facts_failing(f, NULL, when, 2), &when[1]);
	assert_null(facts_failing(f, NULL, when, 1));
	assert_true(facts_hold(f, NULL, NULL, 0));
	/* With what the match captured; that cannot become a condition of its own. */
	static const struct {
		const char *group, *value;
		bool holds;
	} cases[] = {
		{"3.12", "{linked}", true}, {"3.11", "{linked}", false}, {"3.11", "!={linked}", true},
		{"=~.", "{linked}", false}, {"3.13", "<{linked}", true}, {"?x", "{linked}", false},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(*cases); n++) {
		struct match m = tree_match(t, "linked", cases[n].group);
		struct condition of_group = {.fact = "python.minor", .value = cases[n].value};
		assert_int_equal(facts_hold(f, &m, &of_group, 1), cases[n].holds);
	}
	assert_unknown(f, NULL, "no.such.fact");
	assert_false(facts_known(f, "no.such.fact"));
	assert_true(facts_known(f, "python"));
}

/* Every name in the table of docs/facts.md is a fact, and every fact is there. */
static void
are_the_documented_ones(void **state)
{
	struct tree *t = *state;
	struct arena *a = t->arena;
	char *text = path_read(a, "docs/facts.md", 1 << 20, false, NULL);
	if (text == NULL)
		skip(); /* not run from the project's folder */
	struct facts *f = facts_new(a, NULL, NULL);
	struct buf listed = buf_new(a);
	buf_add_char(&listed, ' ');
	for (char *line = text; line != NULL; line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1) {
		if (strncmp(line, "| `", 3) != 0)
			continue;
		char *cell = arena_strndup(a, line + 2, strcspn(line + 2, "|")), *family = NULL;
		for (char *tick = strchr(cell, '`'); tick != NULL; tick = strchr(tick, '`')) {
			size_t n = strcspn(tick + 1, "`");
			char *name = arena_strndup(a, tick + 1, n);
			tick += n + 2;
			if (name[0] == '.') /* "`module.distribution` / `.apt`" */
				name = arena_printf(a, "%s%s", family, name);
			family = arena_strndup(a, name, strcspn(name, "."));
			if (strchr(name, '*') != NULL || strchr(name, ' ') != NULL || strncmp(name, "native.", 7) == 0)
				continue;
			if (strchr(name, '.') == NULL && strcmp(name, "python") != 0 && strcmp(name, "suspect") != 0)
				continue; /* the keys of a native fact's entry */
			if (!facts_known(f, name))
				fail_msg("docs/facts.md has %s", name);
			buf_printf(&listed, "%s ", name);
		}
	}
	const char *before = "";
	for (const char *const *name = facts_names(f); *name != NULL; name++) {
		assert_true(strcmp(before, *name) <= 0);
		before = *name;
		if (strncmp(*name, "native.", 7) != 0 && strstr(listed.text, arena_printf(a, " %s ", *name)) == NULL)
			fail_msg("docs/facts.md lacks %s", *name);
	}
}

static void
are_found_once(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(t, "p/a.py", "");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), "", NULL);
	struct match m = tree_match(t, "module", "late"), other = tree_match(t, "module", "late");
	assert_fact(f, &m, "module.installed", "false");
	tree_file(t, "p/late.py", "");
	assert_fact(f, &other, "module.installed", "false");
	other = tree_match(t, "module", "late2");
	assert_fact(f, &other, "module.installed", "false");
}

/* Each process of a line has its own interpreter. */
static void
follow_the_process(void **state)
{
	struct tree *t = *state;
	struct arena *a = t->arena;
	static char *none[] = {NULL};
	static const char text[] =
		"Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\nValueError: x\n";
	struct process p[2] = {0};
	for (int n = 0; n < 2; n++) {
		p[n] = (struct process){.pid = n + 10,
					.python = true,
					.ended = true,
					.status = n,
					.argc = 1,
					.cwd = t->dir,
					.env = none,
					.text = n == 0 ? "" : text,
					.size = n == 0 ? 0 : sizeof(text) - 1};
		p[n].argv = arena_array(a, 2, sizeof(char *));
		p[n].argv[0] = tree_python(t, n == 0 ? "one" : "two", n == 0 ? "3.9" : "3.13");
	}
	struct run *r = run_from_text(a, text, sizeof(text) - 1, NULL, 1);
	r->local = true;
	r->processes = p;
	r->count = 2;
	struct failures *failures = failure_parse(a, r);
	struct facts *f = facts_new(a, NULL, failures);
	assert_fact(f, NULL, "python.minor", "3.13");
	struct failure of_first = *failures->root;
	of_first.process = &p[0];
	struct match m = {.failure = &of_first};
	assert_fact(f, &m, "python.minor", "3.9");
	/* argv[0] is whatever the caller made it: what really ran counts. */
	p[1].argv[0] = p[0].argv[0];
	p[1].exe = tree_path(t, "two/bin/python3.13");
	f = facts_new(a, NULL, failures);
	assert_fact(f, NULL, "python.minor", "3.13");
}

/* Text of this machine without processes: the traceback's paths, then the command. */
static void
follow_the_traceback(void **state)
{
	struct tree *t = *state;
	struct arena *a = t->arena;
	char *base = tree_python(t, "py", "3.12");
	tree_python(t, "other", "3.10");
	tree_venv(t, "proj/.venv", base, "3.12");
	tree_file(t, "bin/tool", arena_printf(a, "#!%s/other/bin/python3.10\n", t->dir));
	chmod(tree_path(t, "bin/tool"), 0755);
	setenv("PATH", arena_printf(a, "%s/other/bin:%s/bin", t->dir, t->dir), 1);
	char *library = arena_printf(a, "  File \"%s/py/lib/python3.12/runpy.py\", line 1, in f\n", t->dir);
	char *installed =
		arena_printf(a, "  File \"%s/proj/.venv/lib/python3.12/site-packages/x.py\", line 1, in f\n", t->dir);
	char *venv = arena_printf(a, "%s/proj/.venv/bin/python -m x", t->dir);
	const char *cases[][4] = {
		{library, installed, NULL, tree_path(t, "proj/.venv/bin/python")},
		{library, installed, "python3.10 -m x", tree_path(t, "proj/.venv/bin/python")},
		{library, "", venv, tree_path(t, "proj/.venv/bin/python")},
		{library, "", "python3.10 -m x", tree_path(t, "py/bin/python3.12")},
		{library, "", NULL, tree_path(t, "py/bin/python3.12")},
		{"", "", "A=1 env python3.10 a.py | tee log", tree_path(t, "other/bin/python3.10")},
		{"", "", "uv run tool --x", tree_path(t, "other/bin/python3.10")},
		{"", "", "python3.7 a.py", NULL},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		char *text = arena_printf(a, "Traceback (most recent call last):\n%s%sValueError: x\n", cases[n][0],
					  cases[n][1]);
		struct run *r = run_from_text(a, text, strlen(text), cases[n][2], 1);
		r->local = true;
		r->cwd = t->dir;
		struct facts *f = facts_new(a, NULL, failure_parse(a, r));
		assert_fact(f, NULL, "python.path", cases[n][3]);
		assert_non_null(facts_get(f, NULL, "python"));
	}
}

static void
know_names(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(t, "p/a.py",
		  "# commented = 1\nimport json\ndef total_price(items):\n\tdiscount = 'discnt'\n"
		  "\treturn sum(items)\nprint(totl_price([1]))\nclass Cart:\n\tdef add_item(self): self.items = 1\n"
		  "print(zqzq=1)\nprint(\n\tzwwzw=2,\n)\n");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	static const char text[] = "Traceback (most recent call last):\n  File \"a.py\", line 6, in <module>\n"
				   "    print(totl_price([1]))\nNameError: name 'totl_price' is not defined\n";
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
	static const struct {
		const char *name, *similar, *import, *line;
	} cases[] = {
		{"totl_price", "total_price", NULL, NULL},
		{"discont", "discount", NULL, NULL},
		{"pritn", "print", NULL, NULL},
		{"hello", NULL, NULL, NULL},
		{"prnt", "print", NULL, NULL},
		{"true", "True", NULL, NULL},
		{"brek", "break", NULL, NULL},
		{"end", NULL, NULL, NULL},
		{"foo", NULL, NULL, NULL},
		{"commentd", NULL, NULL, NULL},
		{"zzz", NULL, NULL, NULL},
		{"os", NULL, "import os", NULL},
		{"np", NULL, "import numpy as np", NULL},
		{"defaultdict", NULL, "from collections import defaultdict", NULL},
		{"total_price", NULL, NULL, "3"},
		{"discount", NULL, NULL, "4"},
		{"Cart", NULL, NULL, "7"},
		{"getLogger", NULL, "from logging import getLogger", NULL},
		{"pencolor", NULL, NULL, NULL},
		{"x\ny", NULL, NULL, NULL},
		{"zqzq", NULL, NULL, NULL},
		{"zwwzw", NULL, NULL, NULL},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct match m = tree_match(t, "name", cases[n].name);
		print_message("%s\n", cases[n].name);
		if (cases[n].similar != NULL)
			assert_fact(f, &m, "name.similar", cases[n].similar);
		else if (cases[n].import == NULL && cases[n].line == NULL)
			assert_unknown(f, &m, "name.similar");
		assert_fact(f, &m, "name.import", cases[n].import);
		assert_fact(f, &m, "name.defined_line", cases[n].line);
	}
	static const struct {
		const char *name, *scope, *owner;
	} scopes[] = {{"total_price", "module", NULL},
		      {"discount", "function", "total_price"},
		      {"add_item", "class", "Cart"}};
	for (size_t n = 0; n < sizeof(scopes) / sizeof(scopes[0]); n++) {
		struct match m = tree_match(t, "name", scopes[n].name);
		assert_fact(f, &m, "name.scope", scopes[n].scope);
		assert_fact(f, &m, "name.owner", scopes[n].owner);
	}
	struct match m = tree_match(t, "name", "json"); /* imported, so that is not what is missing */
	assert_fact(f, &m, "name.stdlib", "false");
	m = tree_match(t, "name", "re");
	assert_fact(f, &m, "name.stdlib", "true");
	m = tree_match(t, "name", "asyncore"); /* no longer in 3.12 */
	assert_fact(f, &m, "name.stdlib", "false");
}

static void
know_what_is_unclosed(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.8");
	const char *words[] = {tree_path(t, "py/bin/python3.8"), "a.py", NULL};
	static const struct {
		const char *source, *sign, *line;
	} cases[] = {
		{"x = 1\nprint(\"(\"\ny = f(2)\nz = 3\n", "(", "2"},
		{"d = {  # }\n\t'a': [1],\ny = 1\nz = 3\n", "{", "1"},
		{"x = 1\ny = \"\"\"a'\n\nz\n", "\"\"\"", "2"},
		{"x = [1,\n\t2\n\t3]\ny = 4\n", NULL, NULL},
		{"x = (1]\ny = 1\nz = 2\n", NULL, NULL},
		{"x = 1\ny = 2\nz 3\nprint(\n", NULL, NULL},
		{"x = \"\"\"a\nb\"\"\"\nz 3\n\n", NULL, NULL},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		tree_file(t, "p/a.py", cases[n].source);
		static const char text[] = "  File \"a.py\", line 3\n    z\n    ^\nSyntaxError: invalid syntax\n";
		struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
		struct match m = {0};
		print_message("%s", cases[n].source);
		if (cases[n].sign == NULL) {
			assert_unknown(f, &m, "line.unclosed");
			assert_unknown(f, &m, "line.unclosed_line");
		} else {
			assert_fact(f, &m, "line.unclosed", cases[n].sign);
			assert_fact(f, &m, "line.unclosed_line", cases[n].line);
		}
	}
}

static void
mean_a_builtin_only_where_one_can_stand(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	static const struct {
		const char *line, *name, *similar;
	} cases[] = {
		{"print(tool)", "tool", NULL},
		{"y = tool(1)", "tool", "bool"},
		{"y = lsit.append", "lsit", "list"},
		{"def f(x: flot):", "flot", "float"},
		{"y = sorted(x, key=lne)", "lne", "len"},
		{"isinstance(x, imt)", "imt", "int"},
		{"except ValueEror:", "ValueEror", "ValueError"},
		{"return true", "true", "True"},
		{"cart = Cart()", "Cart", NULL},
		{"if x: cart = Cart()", "Cart", "cart"},
		{"cart == Cart()", "Cart", "cart"},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		char text[200];
		snprintf(text, sizeof(text),
			 "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    %s\n"
			 "NameError: name '%s' is not defined\n",
			 cases[n].line, cases[n].name);
		tree_file(t, "p/a.py", cases[n].line);
		struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
		struct match m = tree_match(t, "name", cases[n].name);
		print_message("%s\n", cases[n].line);
		assert_fact(f, &m, "name.similar", cases[n].similar);
	}
}

static void
know_what_stands_above(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.8");
	const char *words[] = {tree_path(t, "py/bin/python3.8"), "a.py", NULL};
	static const struct {
		const char *source, *above, *line, *inside, *try;
	} cases[] = {
		{"x = [\n\t'a'  # b\n\t3]\n", "'a'", "2", "[", NULL},
		{"f(1,\n\n{'(': 2\n})\n", "f(1,", "1", "(", NULL},
		{"x = [\n\t'a'\n\t3\n", "'a'", "2", NULL, NULL},
		{"x = (1\n]\ny\n", NULL, NULL, NULL, NULL},
		{"try:\n\tx = 1\ny = 2\n", "x = 1", "2", NULL, "1"},
		{"if x:\n\ttry: y()\nz = 2\n", "try: y()", "2", NULL, "2"},
		{"x = 1\ntry = 1\ny = 2\n", "try = 1", "2", NULL, NULL},
		{"# a\n\ny\n", NULL, NULL, NULL, NULL},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		tree_file(t, "p/a.py", cases[n].source);
		static const char text[] = "  File \"a.py\", line 3\n    z\n    ^\nSyntaxError: invalid syntax\n";
		struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
		struct match m = {0};
		const struct {
			const char *name, *value;
		} facts[] = {{"line.above", cases[n].above},
			     {"line.above_line", cases[n].line},
			     {"line.inside", cases[n].inside},
			     {"line.try", cases[n].try}};
		for (size_t k = 0; k < 4; k++) {
			print_message("%s%s\n", cases[n].source, facts[k].name);
			assert_fact(f, &m, facts[k].name, facts[k].value);
		}
	}
}

static void
know_the_blanks_of_the_line(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	static const struct {
		const char *source, *indent;
	} cases[] = {{"def f():\n\tx += 1\n", "\t"},
		     {"if a:\n    x += 1\n", "    "},
		     {"a\nx += 1\n", ""},
		     {"a\n", ""},
		     {"a", NULL}};
	static const char text[] = "Traceback (most recent call last):\n  File \"a.py\", line 2, in f\n    x += 1\n"
				   "NameError: name 'x' is not defined\n";
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		tree_file(t, "p/a.py", cases[n].source);
		struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
		struct match m = {0};
		assert_fact(f, &m, "line.indent", cases[n].indent);
	}
}

static void
know_misspelled_keywords(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	static const struct {
		const char *source, *keyword;
	} cases[] = {{"improt os", "import"},
		     {"macth x:", "match"},
		     {"from math sqrt", NULL},
		     {"for x ni y:", NULL},
		     {"foo bar", NULL}};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		char text[200];
		snprintf(text, sizeof(text), "  File \"a.py\", line 1\n    %s\n    ^\nSyntaxError: invalid syntax\n",
			 cases[n].source);
		struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
		struct match m = {0};
		print_message("%s\n", cases[n].source);
		assert_fact(f, &m, "line.keyword", cases[n].keyword);
	}
}

static void
know_attributes(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(t, "p/a.py",
		  "class Cart:\n\tsize = 1\n\tdef add_item(self):\n\t\tself.total = 0\n\t\tprice = 3\n"
		  "\t\tself.total == 1\n\t\tprint(colour=2)\n");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	static const char text[] = "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    x.y\n"
				   "AttributeError: 'Cart' object has no attribute 'addItem'\n";
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
	static const struct {
		const char *group, *owner, *attribute, *similar, *other, *removed, *replacement;
	} cases[] = {
		{"type", "list", "apend", "append", NULL, NULL, NULL},
		{"type", "NoneType", "append", NULL, "list", NULL, NULL},
		{"type", "str", "decode", NULL, "bytes", "3.0", "bytes.decode"},
		{"type", "dict", "has_key", NULL, NULL, "3.0", "in"},
		{"type", "Thread", "isAlive", "is_alive", NULL, "3.9", "is_alive"},
		{"type", "datetime.datetime", "isofomat", "isoformat", NULL, NULL, NULL},
		{"type", "Cart", "add_itm", "add_item", NULL, NULL, NULL},
		{"type", "Cart", "totl", "total", NULL, NULL, NULL},
		{"module", "collections", "Mapping", NULL, "collections.abc", "3.10", "collections.abc.Mapping"},
		{"module", "datetime", "strptime", NULL, "datetime.datetime", NULL, NULL},
		{"module", "time", "clock", NULL, NULL, "3.8", "time.perf_counter"},
		{"module", "os", "getcwdd", "getcwd", NULL, NULL, NULL},
		{"module", "sys", "getcwd", NULL, "os", NULL, NULL},
		{"module", "math", "squareroot", NULL, NULL, NULL, NULL},
		{"module", "no_such", "x", NULL, NULL, NULL, NULL},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct capture_group groups[] = {{cases[n].group, cases[n].owner}, {"attribute", cases[n].attribute}};
		struct match m = {.groups = groups, .group_count = 2};
		const char *want[] = {cases[n].similar, cases[n].other, cases[n].removed, cases[n].replacement};
		static const char *const names[] = {"attribute.similar", "attribute.owner", "attribute.removed",
						    "attribute.replacement"};
		print_message("%s.%s\n", cases[n].owner, cases[n].attribute);
		for (size_t k = 0; k < 4; k++)
			if (want[k] != NULL)
				assert_fact(f, &m, names[k], want[k]);
			else if (k >= 2)
				assert_unknown(f, &m, names[k]);
	}
	static const struct {
		const char *attribute, *line, *variable;
	} own[] = {{"total", "4", NULL},
		   {"size", "2", NULL},
		   {"price", NULL, "5"},
		   {"add_item", "3", NULL},
		   {"weight", NULL, NULL}};
	for (size_t n = 0; n < sizeof(own) / sizeof(own[0]); n++) {
		struct capture_group groups[] = {{"type", "Cart"}, {"attribute", own[n].attribute}};
		struct match m = {.groups = groups, .group_count = 2};
		print_message("%s\n", own[n].attribute);
		assert_fact(f, &m, "attribute.line", own[n].line);
		assert_fact(f, &m, "attribute.variable_line", own[n].variable);
	}
	/* In a Python that still has it, it was not removed. */
	struct capture_group old[] = {{"module", "inspect"}, {"attribute", "getargspec"}};
	struct match m = {.groups = old, .group_count = 2};
	assert_fact(f, &m, "attribute.removed", "3.11");
	struct facts *g = facts_new(t->arena, NULL, NULL);
	facts_set(g, "python.minor", "3.10");
	assert_unknown(g, &m, "attribute.removed");
	assert_unknown(g, &m, "attribute.added");
	struct capture_group young[] = {{"module", "math"}, {"attribute", "cbrt"}};
	struct match n = {.groups = young, .group_count = 2};
	assert_fact(f, &n, "attribute.added", "3.11");
}

static void
come_from_a_foreign_text(void **state)
{
	struct tree *t = *state;
	static const struct {
		const char *text, *command;
		const char *facts[10][2];
	} cases[] = {
		{"Traceback (most recent call last):\n  File \"/home/ada/shop/.venv/lib/python3.9/site-packages/jwt/api.py\", line 3, in f\n"
		 "ModuleNotFoundError: No module named 'x'\n",
		 NULL,
		 {{"python", "/home/ada/shop/.venv/bin/python"},
		  {"python.minor", "3.9"},
		  {"python.venv", "true"},
		  {"os.name", "linux"},
		  {"python.venv_path", "/home/ada/shop/.venv"}}},
		{"Traceback (most recent call last):\n  File \"/opt/homebrew/lib/python3.12/site-packages/x.py\", line 3, in f\n"
		 "ImportError: x\n",
		 NULL,
		 {{"python", "python3.12"}, {"os.name", "macos"}, {"os.packager", "brew"}, {"os.id", "macos"}}},
		{"Traceback (most recent call last):\n  File \"C:\\Users\\ada\\AppData\\Local\\Programs\\Python\\Python311\\Lib\\json\\x.py\", line 3, in f\n"
		 "ValueError: x\n",
		 NULL,
		 {{"python", "py -3.11"}, {"python.minor", "3.11"}, {"os.name", "windows"}}},
		{"Traceback (most recent call last):\n  File \"C:\\shop\\.venv\\Lib\\site-packages\\x.py\", line 3, in f\nValueError: x\n",
		 NULL,
		 {{"python", "C:\\shop\\.venv\\Scripts\\python.exe"}, {"python.venv", "true"}}},
		{"Traceback (most recent call last):\n  File \"/usr/lib/python3/dist-packages/x.py\", line 3, in f\nValueError: x\n",
		 "python3.13 a.py",
		 {{"python", "python3.13"}, {"os.like", "debian"}, {"os.packager", "apt"}}},
		{"Traceback (most recent call last):\n  File \"/home/ada/.pyenv/versions/3.10.4/lib/python3.10/site-packages/x.py\", line 3, in f\nValueError: x\n",
		 NULL,
		 {{"python", "python3.10"}, {"python.pyenv", "true"}, {"python.pyenv_version", "3.10.4"}}},
		{"Traceback (most recent call last):\n  File \"/home/ada/miniconda3/envs/lab/lib/python3.11/site-packages/x.py\", line 3, in f\nValueError: x\n",
		 NULL,
		 {{"python", "python"},
		  {"python.conda", "true"},
		  {"python.conda_env", "lab"},
		  {"python.minor", "3.11"}}},
		{"error: externally-managed-environment\n\n× This environment is externally managed\n",
		 NULL,
		 {{"python", "python3"}, {"python.managed", "true"}}},
		{"ValueError: x\n", NULL, {{"python", "python3"}}},
		{"", NULL, {{"python", "python3"}}},
		{"Traceback (most recent call last):\n  File \"/x/y z/.venv/lib/python3.9/site-packages/a.py\", line 1, in f\nValueError: x\n",
		 NULL,
		 {{"python", "'/x/y z/.venv/bin/python'"}}},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct facts *f = tree_foreign(t, cases[n].text, cases[n].command);
		print_message("%s\n", cases[n].text);
		for (size_t k = 0; k < 10 && cases[n].facts[k][0] != NULL; k++)
			assert_fact(f, NULL, cases[n].facts[k][0], cases[n].facts[k][1]);
		/* This machine's are not meant. */
		static const char *const ours[] = {"python.real",  "os.version",       "os.memory",    "os.root",
						   "os.sudo",      "os.container",     "project.root", "program.cwd",
						   "native.glibc", "python.pythonpath"};
		for (size_t k = 0; k < sizeof(ours) / sizeof(ours[0]); k++)
			assert_unknown(f, NULL, ours[k]);
	}
	struct facts *f = tree_foreign(t, "ValueError: x\n", NULL);
	assert_unknown(f, NULL, "os.name");
	assert_unknown(f, NULL, "os.packager");
	assert_unknown(f, NULL, "python.minor");
	assert_unknown(f, NULL, "python.venv");
}

/* A traceback shows which file of the user's own hides a module: it lies where the program does. */
static void
see_a_shadow_in_a_foreign_text(void **state)
{
	struct tree *t = *state;
	static const char end[] = "AttributeError: module 'random' has no attribute 'x'\n";
	static const struct {
		const char *frames, *file;
	} cases[] = {
		{"  File \"/srv/app/random.py\", line 2, in <module>\n    random.x()\n", "random.py"},
		{"  File \"C:\\app\\a.py\", line 1, in <module>\n    import random\n"
		 "  File \"C:\\app\\random.py\", line 2, in <module>\n    random.x()\n",
		 "random.py"},
		{"  File \"random.py\", line 2, in <module>\n    random.x()\n", "random.py"},
		{"  File \"/srv/app/a.py\", line 2, in <module>\n    random.x()\n", NULL},
		{"  File \"/srv/app/my_random.py\", line 2, in <module>\n    random.x()\n", NULL},
		{"  File \"/srv/app/a.py\", line 2, in <module>\n    import dice.random\n"
		 "  File \"/srv/app/dice/random.py\", line 2, in <module>\n    random.x()\n",
		 NULL},
		{"  File \"/usr/lib/python3.11/random.py\", line 2, in <module>\n    random.x()\n", NULL},
		{"", NULL},
	};
	static const struct capture_group groups[] = {{"module", "random"}};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		char *text = arena_printf(t->arena, "Traceback (most recent call last):\n%s%s", cases[n].frames, end);
		struct failures *all = failure_parse(t->arena, run_from_text(t->arena, text, strlen(text), NULL, -1));
		struct facts *f = facts_new(t->arena, NULL, all);
		struct match m = {.failure = all->root, .groups = groups, .group_count = 1};
		print_message("%s\n", text);
		if (cases[n].file == NULL) {
			assert_unknown(f, &m, "module.shadowed");
			continue;
		}
		assert_fact(f, &m, "module.shadowed", "true");
		assert_fact(f, &m, "module.shadowed_by", cases[n].file);
	}
}

/* Any bytes for a text, quickly. */
static void
bear_any_text(void **state)
{
	struct tree *t = *state;
	size_t size = 8 << 20;
	char *text = malloc(size + 1);
	struct timespec begin, end;
	static const char *const pieces[] = {"/lib/python", "\"", ":\\", "-packages", "cp3", "ython 3.", "/home/", "x"};
	for (size_t p = 0; p < sizeof(pieces) / sizeof(pieces[0]); p++) {
		size_t n = strlen(pieces[p]);
		for (size_t k = 0; k < size; k++)
			text[k] = pieces[p][k % n];
		text[size] = '\0';
		struct run *r = run_from_text(t->arena, text, size, NULL, 1);
		struct failures failures = {.text = text, .size = size, .run = r};
		struct facts *f = facts_new(t->arena, NULL, &failures);
		clock_gettime(CLOCK_MONOTONIC, &begin);
		assert_non_null(facts_get(f, NULL, "python"));
		clock_gettime(CLOCK_MONOTONIC, &end);
		assert_true(end.tv_sec - begin.tv_sec < 3);
	}
	free(text);
}

/* A folder of many files costs bounded time, and then nothing is claimed. */
static void
give_up_in_time(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(t, "p/a.py", "");
	for (int n = 0; n < 300; n++)
		tree_file(t, arena_printf(t->arena, "py/lib/python3.12/site-packages/f%d.pth", n), "");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), "", NULL);
	struct match m = tree_match(t, "module", "gone");
	facts_patience(f, 0);
	assert_unknown(f, &m, "module.installed");
	f = tree_facts(t, NULL, words, tree_path(t, "p"), "", NULL);
	facts_patience(f, 60 * 1000); /* however busy the machine */
	assert_fact(f, &m, "module.installed", "false");
}

static void
know_choices(void **state)
{
	struct tree *t = *state;
	tree_file(t, "p/fetch.py", "");
	const char *words[] = {"/usr/bin/python3", "fetch", NULL};
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), "", NULL);
	static const struct {
		const char *choice, *choices, *similar;
	} cases[] = {
		{"runn", "'run', 'test'", "run"},
		{"--verbos", "usage: x [-h] [--verbose] [--version]", "--verbose"},
		{"RUN", "run, test", "run"},
		{"deploy", "run, test", NULL},
		{"run", "run", NULL},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct capture_group groups[] = {{"choice", cases[n].choice}, {"choices", cases[n].choices}};
		struct match m = {.groups = groups, .group_count = 2};
		assert_fact(f, &m, "choice.similar", cases[n].similar);
		assert_fact(f, &m, "choice.listed", strcmp(cases[n].choice, "run") == 0 ? "true" : "false");
	}
	struct match m = tree_match(t, "file", "fetch"); /* without its .py */
	assert_fact(f, &m, "file.similar", "fetch.py");
	m = tree_match(t, "file", "fe");
	assert_unknown(f, &m, "file.similar");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares),
		cmocka_unit_test_setup_teardown(can_be_set_by_hand, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(are_the_documented_ones, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(are_found_once, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(follow_the_process, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(follow_the_traceback, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(know_names, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(know_the_blanks_of_the_line, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(know_misspelled_keywords, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(mean_a_builtin_only_where_one_can_stand, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(know_what_is_unclosed, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(know_what_stands_above, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(know_attributes, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(know_choices, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(come_from_a_foreign_text, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(see_a_shadow_in_a_foreign_text, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(bear_any_text, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(give_up_in_time, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
