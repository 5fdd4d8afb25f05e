#include "facts_tree.h"

#include <time.h>

#include "facts/expression.h"

/* A file a.py, the line of it that failed as the traceback shows it (with its
 * carets, if the Python prints any), and what the facts make of it. */
struct finding {
	const char *version, *file;
	int line;
	const char *carets, *error;
	const char *fact[8], *value[8];
};

static void
expect(struct tree *t, const struct finding *c)
{
	const char *at = c->file;
	char *python = arena_printf(t->arena, "py%s", c->version);
	tree_python(t, python, c->version);
	tree_file(t, "p/a.py", c->file);
	for (int n = 1; n < c->line; n++)
		at = strchr(at, '\n') + 1;
	at += strspn(at, " \t");
	char text[1024];
	snprintf(text, sizeof(text),
		 "Traceback (most recent call last):\n  File \"a.py\", line %d, in <module>\n    %.*s\n%s%s%s%s\n",
		 c->line, (int)strcspn(at, "\n"), at, c->carets[0] != '\0' ? "    " : "", c->carets,
		 c->carets[0] != '\0' ? "\n" : "", c->error);
	const char *words[] = {tree_path(t, arena_printf(t->arena, "%s/bin/python%s", python, c->version)), "a.py",
			       NULL};
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
	struct match m = tree_match(t, "type", "x");
	for (size_t n = 0; n < 8 && c->fact[n] != NULL; n++) {
		const char *got = facts_get(f, &m, c->fact[n]);
		if (got != c->value[n] && (got == NULL || c->value[n] == NULL || strcmp(got, c->value[n]) != 0))
			fail_msg("%s\n%s is '%s', not '%s'", text, c->fact[n], got, c->value[n]);
	}
}

static void
find_the_expression(void **state)
{
	static const struct finding cases[] = {
		{"3.12",
		 "print(len(names.foo))\n",
		 1,
		 "          ^^^^^^^^^",
		 "AttributeError: 'NoneType' object has no attribute 'foo'",
		 {"suspect"},
		 {"names"}},
		{"3.9",
		 "print(len(self.names.foo))\n",
		 1,
		 "",
		 "AttributeError: 'NoneType' object has no attribute 'foo'",
		 {"suspect"},
		 {"self.names"}},
		{"3.9",
		 "a.foo(b.foo)\n",
		 1,
		 "",
		 "AttributeError: 'NoneType' object has no attribute 'foo'",
		 {"suspect"},
		 {NULL}},
		{"3.12",
		 "print(d.get(\"a.foo\").foo(1))\n",
		 1,
		 "      ^^^^^^^^^^^^^^^^^^",
		 "AttributeError: 'NoneType' object has no attribute 'foo'",
		 {"suspect"},
		 {"d.get(\"a.foo\")"}},
		{"3.12",
		 "print(x[\"a\"][0])\n",
		 1,
		 "      ~~~~~~^^^",
		 "TypeError: 'NoneType' object is not subscriptable",
		 {"suspect"},
		 {"x[\"a\"]"}},
		{"3.9",
		 "print(x[\"a\"][0])\n",
		 1,
		 "",
		 "TypeError: 'NoneType' object is not subscriptable",
		 {"suspect"},
		 {NULL}},
		{"3.9",
		 "print(x[0])\n",
		 1,
		 "",
		 "TypeError: 'NoneType' object is not subscriptable",
		 {"suspect"},
		 {"x"}},
		{"3.12", "A().n()\n", 1, "", "TypeError: 'int' object is not callable", {"suspect"}, {"A().n"}},
		{"3.12",
		 "x = [(1, 2) (3, 4)]\n",
		 1,
		 "     ^^^^^^^^^^^^^",
		 "TypeError: 'tuple' object is not callable",
		 {"suspect"},
		 {"(1, 2)"}},
		{"3.12",
		 "print(\"\xc3\xa4\", gr\xc3\xb6\xc3\x9f.foo)\n",
		 1,
		 "           ^^^^^^^^",
		 "AttributeError: 'NoneType' object has no attribute 'foo'",
		 {"suspect"},
		 {"gr\xc3\xb6\xc3\x9f"}},
		{"3.12",
		 "for k in f(1, [2]):\n",
		 1,
		 "         ^^^^^^^^^",
		 "TypeError: 'NoneType' object is not iterable",
		 {"suspect"},
		 {"f(1, [2])"}},
		{"3.9",
		 "for k in f(1, [2]):  # in\n",
		 1,
		 "",
		 "TypeError: 'NoneType' object is not iterable",
		 {"suspect"},
		 {"f(1, [2])"}},
		{"3.12",
		 "a, b = pair()\n",
		 1,
		 "^^^^",
		 "TypeError: cannot unpack non-iterable NoneType object",
		 {"suspect"},
		 {"pair()"}},
		{"3.12",
		 "for i, x in enumerate(5):\n",
		 1,
		 "            ^^^^^^^^^^^^",
		 "TypeError: 'int' object is not iterable",
		 {"suspect"},
		 {"5"}},
		{"3.12",
		 "c = a + 3 + b + \"z\"\n",
		 1,
		 "    ~~~~~~^~~",
		 "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
		 {"suspect.left", "suspect.right", "suspect.operation", "suspect"},
		 {"a + 3", "b", "a + 3 + b", "b"}},
		{"3.9",
		 "c = a + 3 + b + \"z\"\n",
		 1,
		 "",
		 "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
		 {"suspect.left", "suspect"},
		 {NULL, NULL}},
		{"3.9",
		 "print(\"a + b\" + age)\n",
		 1,
		 "",
		 "TypeError: can only concatenate str (not \"int\") to str",
		 {"suspect.left", "suspect.right"},
		 {"\"a + b\"", "age"}},
		{"3.9",
		 "if age >= 18 and x:\n",
		 1,
		 "",
		 "TypeError: '>=' not supported between instances of 'str' and 'int'",
		 {"suspect", "suspect.right"},
		 {"age", "18"}},
		{"3.12",
		 "with f(a) as g, h:\n",
		 1,
		 "     ^^^^",
		 "TypeError: 'NoneType' object does not support the context manager protocol",
		 {"suspect"},
		 {NULL}},
		{"3.12",
		 "with f(a, b) as g:\n",
		 1,
		 "     ^^^^",
		 "TypeError: 'NoneType' object does not support the context manager protocol",
		 {"suspect"},
		 {"f(a, b)"}},
		{"3.9",
		 "n = int(input(\"how, many\"), 10)\n",
		 1,
		 "",
		 "ValueError: invalid literal for int() with base 10: 'x'",
		 {"suspect"},
		 {"input(\"how, many\")"}},
		{"3.9",
		 "x = 5\nprint(str(x(2)))\n",
		 2,
		 "",
		 "TypeError: 'int' object is not callable",
		 {"suspect"},
		 {"x"}},
		{"3.12",
		 "for w in words(1):\n",
		 1,
		 "",
		 "TypeError: 'NoneType' object is not iterable",
		 {"suspect"},
		 {"words(1)"}},
		{"3.12", "foo(\n", 1, "", "TypeError: 'int' object is not callable", {"suspect"}, {NULL}},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++)
		expect(*state, &cases[n]);
}

static void
find_where_its_value_came_from(void **state)
{
	static const char none[] = "AttributeError: 'NoneType' object has no attribute 'y'";
	static const struct finding cases[] = {
		{"3.9",
		 "x = [1]\nx = x.sort()  # now\nx.y\n",
		 3,
		 "",
		 none,
		 {"suspect.value", "suspect.line"},
		 {"x.sort()", "2"}},
		{"3.9",
		 "x: int = f(\"#\")\n\nif a:\n    x.y\n",
		 4,
		 "",
		 none,
		 {"suspect.value", "suspect.line"},
		 {"f(\"#\")", "1"}},
		{"3.9", "x = 1\nif a:\n    x = 2\nx.y\n", 4, "", none, {"suspect.value"}, {NULL}},
		{"3.9", "for x in a:\n    x.y\n", 2, "", none, {"suspect.value"}, {NULL}},
		{"3.9", "x = a\nfor i in b:\n    x.y\n    x = c\n", 3, "", none, {"suspect.value"}, {NULL}},
		{"3.9", "x = a\nx, z = b\nx.y\n", 3, "", none, {"suspect.value"}, {NULL}},
		{"3.9", "x = a\nx += b\nx.y\n", 3, "", none, {"suspect.value"}, {NULL}},
		{"3.9", "x = a\nx.z = b\nf(x=3)\nx.y\n", 4, "", none, {"suspect.value"}, {"a"}},
		{"3.9", "x = 1\ndef f(x):\n    x.y\n", 3, "", none, {"suspect.value"}, {NULL}},
		{"3.9", "x = 1\ndef f():\n    x.y\n", 3, "", none, {"suspect.value"}, {"1"}},
		{"3.9", "x = 1\ndef f():\n    x.y\nx = 2\n", 3, "", none, {"suspect.value"}, {NULL}},
		{"3.9",
		 "class A:\n  def f(self):\n    self.x = None\n  def g(self):\n    self.x.y\n",
		 5,
		 "",
		 none,
		 {"suspect", "suspect.value", "suspect.line"},
		 {"self.x", "None", "3"}},
		{"3.9",
		 "def g(a):\n    '''\nx\n    '''\n    print(a)\nx = g(1)\nx.y\n",
		 7,
		 "",
		 none,
		 {"suspect.function", "suspect.function_line", "suspect.returns", "suspect.last", "suspect.last_line"},
		 {"g", "1", "never", "print(a)", "5"}},
		{"3.9",
		 "def g(a):\n    if a:\n        return 1\ng(1).y\n",
		 4,
		 "",
		 none,
		 {"suspect.function", "suspect.returns", "suspect.last"},
		 {"g", "sometimes", NULL}},
		{"3.9", "def g(a):\n    return a\ng(1).y\n", 3, "", none, {"suspect.returns"}, {"always"}},
		{"3.9",
		 "def g(a):\n    pass\ndef g(b):\n    pass\ng(1).y\n",
		 5,
		 "",
		 none,
		 {"suspect.function"},
		 {NULL}},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++)
		expect(*state, &cases[n]);
	static const struct finding hidden[] = {
		{"3.12",
		 "sum = 0\nsum += 2\nx = sum(3)\n",
		 3,
		 "    ^^^^^^",
		 "TypeError: 'int' object is not callable",
		 {"suspect", "suspect.variable"},
		 {"sum", "true"}},
		{"3.12",
		 "x = list(map('a', [1]))\n",
		 1,
		 "    ^^^^^^^^^^^^^^^^^^^",
		 "TypeError: 'str' object is not callable",
		 {"suspect", "suspect.variable"},
		 {"list", "false"}},
	};
	for (size_t n = 0; n < sizeof(hidden) / sizeof(hidden[0]); n++)
		expect(*state, &hidden[n]);
}

/* The files of others are none of the user's. */
static void
leave_libraries_alone(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(t, "py/lib/python3.12/a.py", "main = None\nprint(main.x)\n");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), NULL};
	char *text = arena_printf(t->arena,
				  "Traceback (most recent call last):\n  File \"%s\", line 2, in f\n    print(main.x)\n"
				  "AttributeError: 'NoneType' object has no attribute 'x'\n",
				  tree_path(t, "py/lib/python3.12/a.py"));
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
	struct match m = tree_match(t, "name", "main");
	assert_unknown(f, &m, "suspect.value");
	assert_unknown(f, &m, "name.bound");
	assert_unknown(f, &m, "name.defined_line");
}

static void
find_the_scope_of_a_name(void **state)
{
	static const struct {
		const char *file;
		int line;
		const char *type, *bound, *at, *in;
	} cases[] = {
		{"main()\ndef main(): pass\n", 1, "NameError", "below", "2", NULL},
		{"if a:\n    main = 1\nmain()\n", 3, "NameError", "branch", "2", "if a:"},
		{"for i in a:\n    b, main = i\nmain()\n", 3, "NameError", "branch", "2", "for i in a:"},
		{"def f():\n    main = 1\nmain()\n", 3, "NameError", "function", "2", "f"},
		{"def f(main):\n    g(main=1)\nmain()\n", 3, "NameError", NULL, NULL, NULL},
		{"class A:\n    def main(self): pass\n    def g(self):\n        main()\n", 4, "NameError", "own class",
		 "2", "A"},
		{"class A:\n    main = 1\n    b = [main for i in a]\n", 3, "NameError", "own class", "2", "A"},
		{"class A:\n    main = 1\nprint(main)\n", 3, "NameError", "class", "2", "A"},
		{"class A:\n    def f(self, main):\n        self.main = 3\n    def g(self):\n        main()\n", 5,
		 "NameError", "attribute", "3", "f"},
		{"class main:\n    def f(self, x: main): pass\n", 2, "NameError", "unfinished", "1", NULL},
		{"try:\n    f()\nexcept E as main:\n    pass\nmain\n", 5, "NameError", "except", "3", NULL},
		{"main = 1\ndel main\nmain\n", 3, "NameError", "deleted", "2", NULL},
		{"a = [main for main in b]\nmain\n", 2, "NameError", "comprehension", "1", NULL},
		{"main = main + 1\n", 1, "NameError", "itself", "1", NULL},
		{"main: 3\nprint(main)\n", 2, "NameError", "annotated", "1", NULL},
		{"main: int\nif x:\n    main = 2\nprint(main)\n", 4, "NameError", "branch", "3", "if x:"},
		{"a = {\n    main: 3,\n}\nprint(main)\n", 4, "NameError", NULL, NULL, NULL},
		{"def f():\n    print(main)\n    main: int\n", 2, "UnboundLocalError", "annotated", "3", "f"},
		{"if name == main:\n    print(\"main = 1\")\n", 1, "NameError", NULL, NULL, NULL},
		{"main = 1\ndef f():\n    print(main)\n    main = 2\n", 3, "UnboundLocalError", "below", "4", "f"},
		{"def g():\n    main = 2\ndef f():\n    if x:\n        main = 2\n    main\n", 6, "UnboundLocalError",
		 "branch", "5", "if x:"},
	};
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		tree_file(t, "p/a.py", cases[n].file);
		char *text = arena_printf(
			t->arena,
			"Traceback (most recent call last):\n  File \"a.py\", line %d, in f\n    main\n%s: x\n",
			cases[n].line, cases[n].type);
		struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
		struct match m = tree_match(t, "name", "main");
		const char *facts[] = {"name.bound", "name.bound_line", "name.bound_in"};
		const char *values[] = {cases[n].bound, cases[n].at, cases[n].in};
		for (size_t k = 0; k < 3; k++) {
			const char *got = facts_get(f, &m, facts[k]);
			if (got != values[k] && (got == NULL || values[k] == NULL || strcmp(got, values[k]) != 0))
				fail_msg("%s%s is '%s', not '%s'", cases[n].file, facts[k], got, values[k]);
		}
	}
}

static void
find_loops_and_decorators(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(t, "p/shop.py", "import os.path as way\ndef total(): pass\nclass Cart:\n    size = 1\n");
	tree_file(t, "p/a.py",
		  "import os, shop\n"
		  "import json.decoder as reader\n"
		  "def timer(f):\n"
		  "    def inner(): f()\n"
		  "@timer\n"
		  "def work(way): pass\n"
		  "@one\n"
		  "@two\n"
		  "def twice(): pass\n"
		  "class Dog(Animal):\n"
		  "    def __int__(self): pass\n"
		  "    async def bark(self):\n"
		  "        def loud(): pass\n"
		  "class Cat: pass\n"
		  "for f in sorted(os.listdir('d')):  # in x\n"
		  "    if f:\n"
		  "        work(f)\n"
		  "for g in f: pass\n"
		  "rows = [h for h in data if h]\n"
		  "class Cow(Animal):\n"
		  "    def __init__(self):\n"
		  "        super().__init__()\n"
		  "@functools.lru_cache(maxsize=3)\n"
		  "def kept(): pass\n");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	struct facts *f =
		tree_facts(t, NULL, words, tree_path(t, "p"),
			   "Traceback (most recent call last):\n  File \"a.py\", line 17, in <module>\n    work(f)\n"
			   "TypeError: 'NoneType' object is not callable\n",
			   NULL);
	static const struct {
		const char *group, *text, *fact, *value;
	} cases[] = {
		{"name", "f", "name.loop", "sorted(os.listdir('d'))"},
		{"name", "f", "name.loop_line", "15"},
		{"name", "g", "name.loop", NULL},
		{"name", "h", "name.loop", NULL},
		{"name", "f", "name.defined", "true"},
		{"name", "way", "name.defined", "true"},
		{"name", "data", "name.defined", "false"},
		{"name", "os", "name.imported_line", "1"},
		{"name", "reader", "name.imported_line", "2"},
		{"name", "json", "name.imported_line", NULL},
		{"name", "json", "name.scope", NULL},
		{"type", "Dog", "class.methods", "__int__, bark"},
		{"type", "Cat", "class.methods", ""},
		{"type", "Animal", "class.methods", NULL},
		{"type", "Cat", "class.calls_init", "false"},
		{"type", "Cow", "class.calls_init", "true"},
		{"type", "Animal", "class.calls_init", NULL},
		{"name", "work", "name.decorator", "timer"},
		{"name", "twice", "name.decorator", NULL},
		{"name", "kept", "name.decorator", "functools.lru_cache"},
		{"type", "x", "suspect.decorator", "timer"},
		{"type", "x", "suspect.decorator_line", "3"},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct match m = tree_match(t, cases[n].group, cases[n].text);
		assert_fact(f, &m, cases[n].fact, cases[n].value);
	}
	struct match m = tree_match(t, "module", "Shop");
	assert_fact(f, &m, "module.local_similar", "shop");
	f = tree_facts(t, NULL, words, tree_path(t, "p"),
		       "Traceback (most recent call last):\n  File \"a.py\", line 19, in <module>\n    rows = 1\n"
		       "TypeError: x\n",
		       NULL);
	m = tree_match(t, "name", "h");
	assert_fact(f, &m, "name.loop", "data");
	struct capture_group groups[] = {{"module", "shop"}, {"attribute", "totl"}};
	m = (struct match){.groups = groups, .group_count = 2};
	assert_fact(f, &m, "attribute.similar", "total");
}

static void
find_what_is_around(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(t, "p/a.py",
		  "class Bank:\n"
		  "    def __init__(self):\n"
		  "        self.balance = 0\n"
		  "    def add(self, n):\n"
		  "        balance += n\n"
		  "def outer():\n"
		  "    total = 0\n"
		  "    def inner():\n"
		  "        total += 1\n"
		  "with Db(path) as db:\n"
		  "    db.go()\n"
		  "with Db(path) as two:\n"
		  "    two = 1\n"
		  "class Parser:\n"
		  "    def go(self):\n"
		  "        self.dept += 1\n");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	static const struct {
		int line;
		const char *name, *fact, *value;
	} cases[] = {
		{5, "balance", "name.attribute_line", "3"}, {5, "n", "name.attribute_line", NULL},
		{9, "total", "name.bound", "outer"},        {9, "total", "name.bound_in", "outer"},
		{9, "total", "name.attribute_line", NULL},  {11, "db", "name.entered", "Db(path)"},
		{13, "two", "name.entered", NULL},          {16, "dept", "name.attribute_line", NULL},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"),
					     arena_printf(t->arena,
							  "Traceback (most recent call last):\n"
							  "  File \"a.py\", line %d, in f\n    x\n"
							  "UnboundLocalError: x\n",
							  cases[n].line),
					     NULL);
		struct match m = tree_match(t, "name", cases[n].name);
		assert_fact(f, &m, cases[n].fact, cases[n].value);
	}
}

static void
find_definitions_and_keys(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	tree_file(
		t, "p/a.py",
		"class A:\n    def go(self, way): pass\nclass B:\n    async def go(self, *, far=1):\n        pass\ndef area(w, h): return w\n"
		"d = {'name': 1, \"age\": 2}\nd['town'] = 3  # 'nmaa':\n");
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	struct facts *f = tree_facts(
		t, NULL, words, tree_path(t, "p"),
		"Traceback (most recent call last):\n  File \"a.py\", line 8, in <module>\n    d[k]\nKeyError: 'x'\n",
		NULL);
	struct match m = tree_match(t, "function", "area");
	assert_fact(f, &m, "function.definition", "def area(w, h)");
	assert_fact(f, &m, "function.line", "6");
	m = tree_match(t, "function", "go");
	assert_unknown(f, &m, "function.definition");
	static const struct {
		const char *key, *similar;
	} keys[] = {{"nmae", "name"}, {"Age", "age"}, {"twon", "town"}, {"name", NULL}, {"zzzz", NULL}};
	for (size_t n = 0; n < sizeof(keys) / sizeof(keys[0]); n++) {
		m = tree_match(t, "key", keys[n].key);
		assert_fact(f, &m, "key.similar", keys[n].similar);
	}
}

/* One comma makes a tuple. */
static void
find_the_comma(void **state)
{
	static const char error[] = "TypeError: can only concatenate tuple (not \"int\") to tuple";
	static const char *const names[] = {"tuple.name", "tuple.line", "tuple.before", "tuple.after", "tuple.decimal"};
	static const struct {
		const char *file;
		int line;
		const char *value[5];
	} cases[] = {
		{"n = 5,\nprint(n + 1)\n", 2, {"n", "1", "n = 5,", "n = 5", "false"}},
		{"n = [1, f(2, 3)],  # all\nn + 1\n",
		 2,
		 {"n", "1", "n = [1, f(2, 3)],  # all", "n = [1, f(2, 3)]  # all", "false"}},
		{"price = 1,99\nprice * 2\n", 2, {"price", "1", "price = 1,99", "price = 1.99", "true"}},
		{"def area(w, h):\n    return w * h,\nprint(area(2, 3) + 1)\n",
		 3,
		 {"area", "2", "return w * h,", "return w * h", "false"}},
		{"class C:\n    def __init__(self):\n        self.n = 0,\n    def add(self):\n        self.n + 1\n",
		 5,
		 {"self.n", "3", "self.n = 0,", "self.n = 0", "false"}},
		{"point = 1, 99\npoint + 1\n", 2, {NULL}},
		{"point = (5,)\npoint + 1\n", 2, {NULL}},
		{"point = 1, 2,\npoint + 1\n", 2, {NULL}},
		{"text = '5,'\ntext + 1\n", 2, {NULL}},
		{"if x:\n    n = 5,\nn + 1\n", 3, {NULL}},
		{"n = f(\n    5,\n)\nn + 1\n", 4, {NULL}},
	};
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct finding c = {"3.9", cases[n].file, cases[n].line, "", error, {NULL}, {NULL}};
		for (size_t k = 0; k < 5; k++) {
			c.fact[k] = names[k];
			c.value[k] = cases[n].value[k];
		}
		expect(*state, &c);
	}
}

/* A file in which the name stands everywhere costs no more than another. */
static void
stay_quick(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.12");
	struct buf file = buf_new(t->arena);
	buf_add_string(&file, "def f():\n");
	for (int n = 0; n < 9000; n++)
		buf_printf(&file, "    if a%d:\n        main = 3\n", n);
	buf_add_string(&file, "print(main)\n");
	tree_file(t, "p/a.py", file.text);
	const char *words[] = {tree_path(t, "py/bin/python3.12"), "a.py", NULL};
	static const char text[] =
		"Traceback (most recent call last):\n  File \"a.py\", line 18002, in <module>\n    print(main)\n"
		"NameError: name 'main' is not defined\n";
	static const char *const facts[] = {"name.bound", "name.bound_line", "name.bound_in",
					    "name.scope", "name.owner",      "name.defined_line"};
	struct facts *f = tree_facts(t, NULL, words, tree_path(t, "p"), text, NULL);
	struct match m = tree_match(t, "name", "main");
	facts_patience(f, 60 * 1000);
	clock_t before = clock();
	for (size_t n = 0; n < sizeof(facts) / sizeof(facts[0]); n++)
		facts_get(f, &m, facts[n]);
	assert_fact(f, &m, "name.bound", "function");
	assert_true(clock() - before < CLOCKS_PER_SEC / 2);
}

static void
take_lines_apart(void **state)
{
	(void)state;
	struct expression e;
	size_t at = 0;
	char much[EXPRESSION_LIMIT + 2];
	memset(much, '(', sizeof(much));
	assert_false(expression_read(&e, much, sizeof(much)));
	assert_true(expression_read(&e, much, EXPRESSION_LIMIT));
	assert_int_equal(e.mate[0], EXPRESSION_OPEN);
	assert_true(expression_read(&e, "f(\"a)\", '''b'c''') # x", 22));
	assert_int_equal(e.size, 18);
	assert_int_equal(e.mate[1], 17);
	assert_int_equal(expression_find(&e, ")", true, &at), 0);
	assert_true(expression_read(&e, "a+ b ++ (c + d) += '+'", 22));
	assert_int_equal(expression_find(&e, "+", false, &at), 1);
	assert_int_equal(expression_find(&e, "+", true, &at), 2);
	assert_int_equal(at, 11);
	assert_true(expression_read(&e, "\"open", 5));
	assert_true(expression_read(&e, "", 0));
	assert_int_equal(expression_operand(&e, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(find_the_expression, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(find_where_its_value_came_from, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(leave_libraries_alone, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(find_the_scope_of_a_name, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(find_loops_and_decorators, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(find_what_is_around, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(find_definitions_and_keys, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(find_the_comma, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(stay_quick, tree_setup, tree_teardown),
		cmocka_unit_test(take_lines_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
