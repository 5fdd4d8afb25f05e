#include "facts_tree.h"

/* A script in proj/ of the Python py/bin/python3.13, and what it printed. */
static struct facts *
script_facts(struct tree *t, const char *text, char **env)
{
	const char *words[] = {path_join(t->arena, t->dir, "py/bin/python3.13"), "scripts/fetch.py", NULL};
	return tree_facts(t, NULL, words, tree_path(t, "proj"), text, env);
}

static char *
site(struct tree *t, const char *name)
{
	return arena_printf(t->arena, "py/lib/python3.13/site-packages/%s", name);
}

static void
sees_another_abi(void **state)
{
	struct tree *t = *state;
	struct arena *a = t->arena;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/scripts/fetch.py", "import cryptography\n");
	char *file =
		tree_elf(t, "debian/dist-packages/_cffi_backend.cpython-311-x86_64-linux-gnu.so", EM_X86_64, NULL, 0);
	tree_elf(t, "debian/dist-packages/_cffi_backend.cpython-312-x86_64-linux-gnu.so", EM_X86_64, NULL, 0);
	tree_elf(t, "debian/dist-packages/_cffi_backend2.cpython-310-x86_64-linux-gnu.so", EM_X86_64, NULL, 0);
	char *env[] = {arena_printf(a, "PYTHONPATH=%s/debian/dist-packages", t->dir), NULL};
	struct facts *f = script_facts(t, "", env);
	struct match m = tree_match(t, "module", "_cffi_backend");
	assert_fact(f, &m, "module.installed", "false");
	assert_fact(f, &m, "module.other_abi", "true");
	assert_fact(f, &m, "module.wrong_arch", "false");
	assert_fact(f, &m, "module.abis", "3.11, 3.12");
	assert_non_null(
		strstr(facts_get(f, &m, "module.other_abi_file"), "/debian/dist-packages/_cffi_backend.cpython-312-"));
	assert_fact(f, &m, "python.minor", "3.13");
	/* Without PYTHONPATH it is simply not there. */
	f = script_facts(t, "", NULL);
	assert_fact(f, &m, "module.installed", "false");
	assert_fact(f, &m, "module.other_abi", "false");
	assert_unknown(f, &m, "module.abis");
	/* A folder that only the traceback shows. */
	char *text = arena_printf(
		a,
		"Traceback (most recent call last):\n  File \"%s/debian/dist-packages/jwt/api.py\", line 3, in <module>\n"
		"    import _cffi_backend\nModuleNotFoundError: No module named '_cffi_backend'\n",
		t->dir);
	f = script_facts(t, text, NULL);
	assert_fact(f, &m, "module.other_abi", "true");
	/* 3.12's own file makes it importable by 3.12. */
	tree_python(t, "py12", "3.12");
	const char *words[] = {tree_path(t, "py12/bin/python3.12"), NULL};
	f = tree_facts(t, NULL, words, t->dir, "", env);
	assert_fact(f, &m, "module.installed", "true");
	assert_fact(f, &m, "module.other_abi", "false");
	assert_string_not_equal(facts_get(f, &m, "module.file"), file);
}

/* Editable installs by import hook: setuptools 66 wrote the first file so, without
 * the annotation; `editables`, of hatch, the last. */
static void
follows_editable_installs(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_file(t, "src/shopx/__init__.py", "");
	tree_file(t, "src/shopx/till.py", "");
	tree_file(t, "src/onemod.py", "");
	tree_file(t, "src/unmapped.py", "");
	tree_file(t, "store/__init__.py", "");
	tree_file(t, "store/shelf.py", "");
	tree_file(t, "other/hatched/__init__.py", "");
	tree_file(t, site(t, "__editable__.shop_x-1.0.pth"),
		  "import __editable___shop_x_1_0_finder; __editable___shop_x_1_0_finder.install()");
	tree_file(t, site(t, "__editable___shop_x_1_0_finder.py"),
		  arena_printf(t->arena,
			       "import sys\n\nMAPPING: dict[str, str] = {'onemod': '%s/src/onemod', "
			       "\"renamed\": \"%s/store\", 'shopx': '%s/src/shopx', 'gone': '%s/gone', "
			       "'relative': 'src/relative', 'odd': '\\x41', 'never': '%s/src/shopx'}\n"
			       "NAMESPACES = {}\n",
			       t->dir, t->dir, t->dir, t->dir, t->dir));
	tree_file(t, site(t, "_hatched.pth"), "import _editable_impl_hatched\n");
	tree_file(t, site(t, "_editable_impl_hatched.py"),
		  arena_printf(t->arena,
			       "from editables.redirector import RedirectingFinder as F\nF.install()\n"
			       "F.map_module('hatched', '%s/other/hatched/__init__.py')\n",
			       t->dir));
	tree_file(t, site(t, "evil.pth"), "import os; os.system('touch evil')\nimport ../../x\n");
	struct facts *f = script_facts(t, "", NULL);
	static const struct {
		const char *module, *file;
	} all[] = {{"shopx", "src/shopx/__init__.py"},
		   {"shopx.till", "src/shopx/till.py"},
		   {"onemod", "src/onemod.py"},
		   {"renamed", "store/__init__.py"},
		   {"renamed.shelf", "store/shelf.py"},
		   {"hatched", "other/hatched/__init__.py"},
		   {"unmapped", NULL},
		   {"store", NULL},
		   {"gone", NULL},
		   {"relative", NULL},
		   {"never", NULL},
		   {"shopx.none", NULL}};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct match m = tree_match(t, "module", all[i].module);
		assert_fact(f, &m, "module.installed", all[i].file != NULL ? "true" : "false");
		if (all[i].file != NULL)
			assert_fact(f, &m, "module.file", tree_path(t, all[i].file));
	}
}

static void
names_the_python_it_was_built_for(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_python(t, "py11", "3.11");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_elf(t, site(t, "pkg/_x.cpython-311-x86_64-linux-gnu.so"), EM_X86_64, NULL, 0);
	setenv("PATH", tree_path(t, "py11/bin"), 1);
	struct facts *f = script_facts(t, "", NULL);
	struct match m = tree_match(t, "module", "pkg._x");
	assert_fact(f, &m, "module.other_abi", "true");
	assert_fact(f, &m, "module.abis", "3.11");
	assert_fact(f, &m, "module.other_abi_python", "python3.11");
}

static void
reads_tags_as_import_does(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_elf(t, site(t, "own.cpython-313-x86_64-linux-gnu.so"), EM_X86_64, NULL, 0);
	tree_elf(t, site(t, "stable.abi3.so"), EM_X86_64, NULL, 0);
	tree_elf(t, site(t, "bare.so"), EM_X86_64, NULL, 0);
	tree_elf(t, site(t, "arm.so"), EM_AARCH64, NULL, 0);
	tree_elf(t, site(t, "armtag.cpython-313-aarch64-linux-gnu.so"), EM_AARCH64, NULL, 0);
	tree_elf(t, site(t, "free.cpython-313t-x86_64-linux-gnu.so"), EM_X86_64, NULL, 0);
	tree_elf(t, site(t, "pypy.pypy310-pp73-x86_64-linux-gnu.so"), EM_X86_64, NULL, 0);
	tree_elf(t, site(t, "win.cp311-win_amd64.pyd"), EM_X86_64, NULL, 0);
	tree_elf(t, site(t, "lib.so.1.2.so"), EM_X86_64, NULL, 0);
	static const struct {
		const char *module, *installed, *other_abi, *wrong_arch, *abis;
	} cases[] = {
		{"own", "true", "false", "false", NULL},         {"stable", "true", "false", "false", NULL},
		{"bare", "true", "false", "false", NULL},        {"arm", "false", "false", "true", NULL},
		{"armtag", "false", "false", "true", NULL},      {"free", "false", "true", "false", "3.13t"},
		{"pypy", "false", "true", "false", "PyPy 3.10"}, {"win", "false", "true", "false", "3.11"},
		{"lib", "false", "false", "false", NULL},        {"none", "false", "false", "false", NULL},
	};
	struct facts *f = script_facts(t, "", NULL);
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct match m = tree_match(t, "module", cases[n].module);
		print_message("%s\n", cases[n].module);
		assert_fact(f, &m, "module.installed", cases[n].installed);
		assert_fact(f, &m, "module.other_abi", cases[n].other_abi);
		assert_fact(f, &m, "module.wrong_arch", cases[n].wrong_arch);
		assert_fact(f, &m, "module.abis", cases[n].abis);
	}
}

static void
finds_packages(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_file(t, site(t, "yaml/__init__.py"), "");
	tree_file(t, site(t, "yaml/nodes.py"), "");
	tree_file(t, site(t, "PyYAML-6.0.1.dist-info/METADATA"),
		  "Metadata-Version: 2.1\nName: PyYAML\nVersion: 6.0.1\n\nVersion: 9\n");
	tree_file(t, site(t, "PyYAML-6.0.1.dist-info/top_level.txt"), "_yaml\nyaml\n");
	tree_file(t, site(t, "six.py"), "");
	tree_file(t, site(t, "six-1.16.0-py3.13.egg-info"), "Name: six\nVersion: 1.16.0\n");
	tree_file(t, site(t, "ruamel/yaml/__init__.py"), "");
	tree_file(t, "dev/src/mine/__init__.py", "");
	tree_file(t, site(t, "mine.pth"),
		  arena_printf(t->arena, "# where it is\nimport os; os.system('x')\n%s/dev/src\r\n", t->dir));
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_file(t, "proj/scripts/requests/notes.txt", "");
	tree_file(t, "proj/scripts/six/notes.txt", "");
	struct facts *f = script_facts(t, "", NULL);
	struct match m = tree_match(t, "module", "yaml.nodes");
	assert_fact(f, &m, "module.name", "yaml");
	assert_fact(f, &m, "module.full", "yaml.nodes");
	assert_fact(f, &m, "module.file", tree_path(t, site(t, "yaml/nodes.py")));
	assert_fact(f, &m, "module.version", "6.0.1");
	m = tree_match(t, "module", "yaml.missing");
	assert_fact(f, &m, "module.installed", "false");
	assert_fact(f, &m, "module.version", "6.0.1");
	m = tree_match(t, "module", "six");
	assert_fact(f, &m, "module.version", "1.16.0");
	m = tree_match(t, "module", "ruamel");
	assert_fact(f, &m, "module.file", tree_path(t, site(t, "ruamel")));
	assert_fact(f, &m, "module.namespace", tree_path(t, site(t, "ruamel")));
	/* A folder beside the script is taken where nothing of its name is installed, and nowhere else. */
	m = tree_match(t, "module", "requests.adapters");
	assert_fact(f, &m, "module.namespace", "./scripts/requests");
	m = tree_match(t, "module", "six");
	assert_fact(f, &m, "module.namespace", "");
	m = tree_match(t, "module", "mine");
	assert_fact(f, &m, "module.file", tree_path(t, "dev/src/mine/__init__.py"));
	m = tree_match(t, "module", "os");
	assert_fact(f, &m, "module.installed", "true");
	assert_fact(f, &m, "module.stdlib", "true");
	m = tree_match(t, "module", "sys");
	assert_fact(f, &m, "module.installed", "true");
	m = tree_match(t, "package", "pyyaml");
	assert_fact(f, &m, "package.version", "6.0.1");
	assert_fact(f, &m, "package.import", "_yaml");
	m = tree_match(t, "package", "pyyam");
	assert_unknown(f, &m, "package.version");
}

static void
finds_files_of_their_own(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/pyproject.toml", "[project]\nname = 'x'\n");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_file(t, "proj/src/shop/__init__.py", "");
	tree_file(t, "proj/tools/report.py", "");
	tree_file(t, "proj/data/table.csv", "");
	tree_file(t, "proj/.venv/pyvenv.cfg", "home = /usr/bin\n");
	tree_file(t, "outside.py", "");
	struct facts *f = script_facts(t, "", NULL);
	struct match m = tree_match(t, "module", "shop.models");
	assert_fact(f, &m, "module.local", "true");
	assert_fact(f, &m, "module.local_file", tree_path(t, "proj/src/shop/__init__.py"));
	assert_fact(f, &m, "module.local_import", "src");
	m = tree_match(t, "module", "report");
	assert_fact(f, &m, "module.local_file", tree_path(t, "proj/tools/report.py"));
	assert_fact(f, &m, "module.local_import", "tools");
	m = tree_match(t, "module", "scripts");
	assert_fact(f, &m, "module.local_import", ".");
	m = tree_match(t, "module", "data");
	assert_fact(f, &m, "module.local", "false");
	m = tree_match(t, "module", "outside");
	assert_fact(f, &m, "module.local", "false");
	assert_unknown(f, &m, "module.local_file");
}

static void
sees_shadows(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "py/lib/python3.13/random.py", "");
	tree_file(t, site(t, "requests/__init__.py"), "");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_file(t, "proj/scripts/random.py", "");
	tree_file(t, "proj/scripts/requests.py", "");
	tree_file(t, "proj/scripts/shop.py", "");
	tree_file(t, "proj/scripts/json/data.json", "");
	struct facts *f = script_facts(t, "", NULL);
	struct match m = tree_match(t, "module", "random");
	assert_fact(f, &m, "module.shadowed", "true");
	assert_fact(f, &m, "module.shadowed_by", tree_path(t, "proj/scripts/random.py"));
	m = tree_match(t, "module", "requests");
	assert_fact(f, &m, "module.shadowed_by", tree_path(t, "proj/scripts/requests.py"));
	m = tree_match(t, "module", "shop");
	assert_fact(f, &m, "module.shadowed", "false");
	assert_unknown(f, &m, "module.shadowed_by");
	/* A folder without __init__.py never wins over a module. */
	m = tree_match(t, "module", "json");
	assert_fact(f, &m, "module.shadowed", "false");
	/* -I keeps the script's folder off the path. */
	const char *words[] = {tree_path(t, "py/bin/python3.13"), "-I", "scripts/fetch.py", NULL};
	f = tree_facts(t, NULL, words, tree_path(t, "proj"), "", NULL);
	m = tree_match(t, "module", "random");
	assert_fact(f, &m, "module.shadowed", "false");
}

static void
finds_it_elsewhere(void **state)
{
	struct tree *t = *state;
	char *base = tree_python(t, "py", "3.13");
	tree_venv(t, "proj/.venv", base, "3.13");
	tree_file(t, "proj/.venv/lib/python3.13/site-packages/flask/__init__.py", "");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_file(t, "proj/requirements.txt", "flask\n");
	setenv("PATH", "/nowhere", 1);
	struct facts *f = script_facts(t, "", NULL);
	struct match m = tree_match(t, "module", "flask");
	assert_fact(f, &m, "module.installed", "false");
	assert_fact(f, &m, "module.elsewhere", "true");
	assert_fact(f, &m, "module.elsewhere_python", ".venv/bin/python");
	assert_fact(f, &m, "module.elsewhere_venv", tree_path(t, "proj/.venv"));
	m = tree_match(t, "module", "no_such_module_anywhere");
	assert_fact(f, &m, "module.elsewhere", "false");
	assert_unknown(f, &m, "module.elsewhere_python");
}

/* `from utils import helpr` of a folder without an __init__.py. */
static void
finds_what_was_meant_in_a_folder(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_file(t, "proj/scripts/utils/helper.py", "def trim(text):\n    inner = 1\nboth = 1\n");
	tree_file(t, "proj/scripts/utils/tools.py", "both = trimmed = 2\n");
	tree_file(t, "proj/pyproject.toml", "");
	static const struct {
		const char *module, *name, *part, *holder;
	} cases[] = {
		{"utils", "helpr", "helper", NULL},      {"utils", "helper", NULL, NULL},
		{"utils", "trim", NULL, "utils.helper"}, {"utils", "both", NULL, NULL},
		{"utils", "inner", NULL, NULL},          {"utils", "nothing", NULL, NULL},
		{"utils.helper", "trim", NULL, NULL},    {"json", "helpr", NULL, NULL},
	};
	struct facts *f = script_facts(t, "", NULL);
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct capture_group groups[] = {{"module", cases[n].module}, {"name", cases[n].name}};
		struct match m = tree_match(t, "module", cases[n].module);
		m.groups = groups;
		m.group_count = 2;
		print_message("%s %s\n", cases[n].module, cases[n].name);
		assert_fact(f, &m, "module.local_part", cases[n].part);
		assert_fact(f, &m, "module.local_holder", cases[n].holder);
	}
}

/* The person's own modules, misspelled, and what is misspelled in them. */
static void
finds_what_own_modules_are_called(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_file(t, "proj/scripts/helper.py", "import os\nLIMIT = 3\ndef total_price(items):\n    inner = 1\n");
	tree_file(t, "proj/scripts/docs/readme.txt", "");
	tree_file(t, "proj/pyproject.toml", "");
	tree_file(t, "proj/src/shop/__init__.py", "");
	tree_file(t, "proj/src/shop/cart.py", "class Basket:\n    pass\n");
	static const struct {
		const char *module, *similar;
	} cases[] = {
		{"helpr", "helper"},
		{"Helper", "helper"},
		{"shop.carts", "shop.cart"},
		{"shopp.cart", "shop.cart"},
		{"shop.cart", NULL},
		{"helper", NULL},
		{"fetch2", NULL},
		{"dcos", NULL},
		{"shop.cart.more", NULL},
		{"zzzzzz", NULL},
		{"requests", NULL},
		{"..", NULL},
	};
	struct facts *f = script_facts(t, "", NULL);
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct match m = tree_match(t, "module", cases[n].module);
		print_message("%s\n", cases[n].module);
		assert_fact(f, &m, "module.local_similar", cases[n].similar);
	}
	static const struct {
		const char *module, *whole;
	} dotted[] = {
		{"shop.cart", "true"}, {"shop.settings", "false"}, {"shop.cart.more", "false"},
		{"shop", NULL},        {"requests.cart", NULL},
	};
	for (size_t n = 0; n < sizeof(dotted) / sizeof(dotted[0]); n++) {
		struct match m = tree_match(t, "module", dotted[n].module);
		assert_fact(f, &m, "module.local_whole", dotted[n].whole);
	}
	/* What stands beside the script hides another for every Python, known or not. */
	tree_file(t, "proj/scripts/email.py", "");
	const char *words[] = {"python9.9", "scripts/fetch.py", NULL};
	struct facts *unknown = tree_facts(t, NULL, words, tree_path(t, "proj"), "", NULL);
	struct match hidden = tree_match(t, "module", "email.mime");
	assert_unknown(unknown, &hidden, "python.minor");
	assert_fact(unknown, &hidden, "module.shadowed", "true");
	assert_fact(unknown, &hidden, "module.shadowed_by", tree_path(t, "proj/scripts/email.py"));
	hidden = tree_match(t, "module", "helper");
	assert_unknown(unknown, &hidden, "module.shadowed");
	static const struct {
		const char *module, *attribute, *similar;
	} names[] = {{"helper", "totl_price", "total_price"},
		     {"helper", "limit", "LIMIT"},
		     {"helper", "inne", NULL},
		     {"shop.cart", "Baskt", "Basket"},
		     {"nothere", "Baskt", NULL}};
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		struct capture_group groups[] = {{"module", names[n].module}, {"attribute", names[n].attribute}};
		struct match m = {.groups = groups, .group_count = 2};
		print_message("%s\n", names[n].attribute);
		assert_fact(f, &m, "attribute.similar", names[n].similar);
	}
}

static void
refuses_hostile_names(void **state)
{
	struct tree *t = *state;
	tree_python(t, "py", "3.13");
	tree_file(t, "proj/scripts/fetch.py", "");
	tree_file(t, "proj/secret.py", "");
	struct facts *f = script_facts(t, "", NULL);
	static const char *const names[] = {"../secret", "..secret", ".",        "a..b",    "a b",
					    "a/b",       "x\n",      "\033[31m", ".hidden", "a."};
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		struct match m = tree_match(t, "module", names[n]);
		assert_unknown(f, &m, "module.installed");
		assert_unknown(f, &m, "module.local");
		assert_unknown(f, &m, "module.name");
	}
	char *longest = arena_alloc(t->arena, 100001);
	memset(longest, 'a', 100000);
	struct match m = tree_match(t, "module", longest);
	assert_unknown(f, &m, "module.installed");
}

static void
knows_without_an_interpreter(void **state)
{
	struct tree *t = *state;
	struct facts *f = tree_foreign(t, "ModuleNotFoundError: No module named 'imp'\n", NULL);
	struct match m = tree_match(t, "module", "imp");
	assert_fact(f, &m, "module.stdlib", "true");
	assert_fact(f, &m, "module.removed", "3.12");
	assert_unknown(f, &m, "module.installed");
	assert_unknown(f, &m, "module.other_abi");
	assert_unknown(f, &m, "module.local");
	assert_unknown(f, &m, "module.elsewhere");
	m = tree_match(t, "module", "tomllib");
	assert_fact(f, &m, "module.added", "3.11");
	m = tree_match(t, "module", "supabase");
	assert_fact(f, &m, "module.stdlib", "false");
}

/* Every fact, with garbage in every file that is read. */
static void
bears_garbage(void **state)
{
	struct tree *t = *state;
	char *base = tree_python(t, "py", "3.13");
	tree_venv(t, "proj/.venv", base, "3.13");
	static const char *const files[] = {
		"py/include/python3.13/patchlevel.h",
		"py/lib/python3.13/site-packages/a.pth",
		"py/lib/python3.13/site-packages/x-1.dist-info/METADATA",
		"py/lib/python3.13/site-packages/x-1.dist-info/RECORD",
		"py/lib/python3.13/site-packages/y.egg-info",
		"py/lib/python3.13/site-packages/x.cpython-.so",
		"py/lib/python3.13/site-packages/x.cpython-3.so",
		"py/lib/python3.13/site-packages/x..so",
		"proj/pyproject.toml",
		"proj/manage.py",
		"proj/a.py",
		"proj/x.py",
		"home/.pyenv/version",
		"home/.pyenv/versions/3.9/bin/python",
		"proj/venv/pyvenv.cfg",
		"proj/venv/bin/python",
	};
	static const char *const pieces[] = {"\n",
					     "=",
					     "home = ",
					     "\"",
					     "'",
					     "\\",
					     "import ",
					     "[tool.uv",
					     "[project]\n",
					     "requires-python=\"",
					     "\177ELF\2\1\1",
					     "Version:",
					     "x",
					     "\xff",
					     "#",
					     "PY_VERSION \"3.13",
					     "DJANGO_SETTINGS_MODULE",
					     ",",
					     "/",
					     "..",
					     "def ",
					     "\"\"\"",
					     "3.13.",
					     "\r",
					     "\t"};
	enum { PIECES = sizeof(pieces) / sizeof(pieces[0]) };
	unsigned seed = 1;
	for (int round = 0; round < 40; round++) {
		for (size_t n = 0; n < sizeof(files) / sizeof(files[0]); n++) {
			struct buf b = buf_new(t->arena);
			for (int k = 0; k < 40; k++) {
				seed = seed * 1103515245 + 12345;
				if (seed >> 30 == 0)
					buf_add_char(&b, (char)(seed >> 16));
				else
					buf_add_string(&b, pieces[(seed >> 16) % PIECES]);
			}
			char *path = tree_write(t, files[n], b.text, b.size);
			chmod(path, 0755);
		}
		struct capture_group groups[] = {{"module", "x"},    {"package", "x"}, {"name", "x"}, {"type", "X"},
						 {"attribute", "x"}, {"file", "x"},    {"port", "1"}};
		struct match m = {.groups = groups, .group_count = 7};
		const char *words[] = {tree_path(t, round % 2 == 0 ? "py/bin/python3.13" : "proj/venv/bin/python"),
				       "a.py", NULL};
		struct facts *f = tree_facts(
			t, NULL, words, tree_path(t, "proj"),
			"Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nNameError: x\n", NULL);
		for (const char *const *name = facts_names(f); *name != NULL; name++)
			if (strncmp(*name, "native.", 7) != 0)
				facts_get(f, &m, *name);
		assert_non_null(facts_get(f, &m, "python"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(sees_another_abi, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(follows_editable_installs, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(names_the_python_it_was_built_for, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(reads_tags_as_import_does, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(finds_packages, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(finds_files_of_their_own, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(sees_shadows, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(finds_it_elsewhere, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(finds_what_own_modules_are_called, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(finds_what_was_meant_in_a_folder, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(refuses_hostile_names, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(bears_garbage, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(knows_without_an_interpreter, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
