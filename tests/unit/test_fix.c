#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/path.h"
#include "hint/hint.h"
#include "hint/install.h"

/* Facts of one machine, "name=value" by "; ", beside those of every machine. */
struct machine {
	struct arena *a;
	struct catalog *c;
	struct facts *f;
	struct capture_group groups[2];
	struct failure failure;
	struct match match;
};

static void
machine_is(struct machine *m, const char *facts)
{
	m->f = facts_new(m->a, m->c, NULL);
	facts_freeze(m->f);
	facts_set(m->f, "python", "python3.13");
	facts_set(m->f, "python.version", "3.13.0");
	facts_set(m->f, "python.minor", "3.13");
	facts_set(m->f, "python.venv", "false");
	facts_set(m->f, "python.managed", "false");
	facts_set(m->f, "python.system", "false");
	facts_set(m->f, "python.pip", "true");
	facts_set(m->f, "program.cwd", "/home/ada/work");
	facts_set(m->f, "os.packager", "apt");
	facts_set(m->f, "os.root", "false");
	facts_set(m->f, "os.sudo", "true");
	for (char *p = arena_strdup(m->a, facts); *p != '\0';) {
		char *end = strstr(p, "; "), *value = strchr(p, '=');
		if (end != NULL)
			*end = '\0';
		*value++ = '\0';
		facts_set(m->f, p, value);
		if (end == NULL)
			break;
		p = end + 2;
	}
}

static int
setup(void **state)
{
	struct arena *a = arena_new();
	struct machine *m = arena_alloc(a, sizeof(*m));
	m->a = a;
	m->c = catalog_open(a, NULL, NULL);
	m->groups[0] = (struct capture_group){"module", "yaml"};
	m->failure = (struct failure){.type = "ModuleNotFoundError", .name = "ModuleNotFoundError", .message = ""};
	m->match = (struct match){.failure = &m->failure, .groups = m->groups, .group_count = 1};
	machine_is(m, "module.name=yaml");
	*state = m;
	return 0;
}

static int
teardown(void **state)
{
	struct machine *m = *state;
	catalog_close(m->c);
	arena_free(m->a);
	return 0;
}

static const char *
command(struct machine *m, enum fix_kind kind, const char *value)
{
	const struct fix_template t = {.kind = kind, .value = value, .label = "", .reason = ""};
	const struct fix *fix = hint_fix(m->a, m->c, m->f, &m->match, &t);
	return fix != NULL && fix->command != NULL ? fix->command : "none";
}

#define MANAGED "python=python3; python.system=true; python.managed=true; python.minor=3.11"
#define VENV "python=.venv/bin/python; python.venv=true; python.venv_path=/home/ada/work/.venv"

static void
installs_where_the_failed_python_looks(void **state)
{
	static const struct {
		const char *facts, *value, *command;
	} cases[] = {
		{"", "cffi", "python3.13 -m pip install cffi"},
		{"", "numpy<2 \"pillow>=10\"", "python3.13 -m pip install 'numpy<2' 'pillow>=10'"},
		{"python.pip=false", "cffi", "python3.13 -m ensurepip && python3.13 -m pip install cffi"},
		{VENV, "cffi", ".venv/bin/python -m pip install cffi"},
		{VENV "; python.pip=false; python.uv=true", "cffi", "uv pip install --python .venv/bin/python cffi"},
		{VENV "; python.pip=false", "cffi",
		 ".venv/bin/python -m ensurepip && .venv/bin/python -m pip install cffi"},
		/* PEP 668: the distribution's own package, else an environment */
		{MANAGED, "PyYAML", "sudo apt install python3-yaml"},
		{MANAGED "; os.root=true", "PyYAML", "apt install python3-yaml"},
		{MANAGED "; os.root=true; os.container=true", "PyYAML", "apt update && apt install python3-yaml"},
		{MANAGED "; os.sudo=false", "PyYAML", "su -c 'apt install python3-yaml'"},
		{MANAGED, "PyYAML<6", "python3 -m venv .venv && .venv/bin/python -m pip install 'PyYAML<6'"},
		{MANAGED, "remedy-unknown-dist",
		 "python3 -m venv .venv && .venv/bin/python -m pip install remedy-unknown-dist"},
		{MANAGED "; project.venv=/home/ada/work/.venv", "remedy-unknown-dist",
		 ".venv/bin/python -m pip install remedy-unknown-dist"},
		{"python=python3; python.system=true", "cffi", "python3 -m pip install --user cffi"},
		{"python=python3; python.system=true; os.root=true", "cffi", "python3 -m pip install cffi"},
		/* the project's manager, unless the Python that failed is another environment's */
		{"project.manager=uv", "cffi", "uv add cffi"},
		{"project.manager=poetry", "numpy<2", "poetry add 'numpy<2'"},
		{"project.manager=pdm", "cffi", "pdm add cffi"},
		{"project.manager=pipenv", "cffi", "pipenv install cffi"},
		{"project.manager=rye", "cffi", "rye add cffi && rye sync"},
		{"project.manager=hatch", "cffi", "hatch run python -m pip install cffi"},
		{"project.manager=pip", "cffi", "python3.13 -m pip install cffi"},
		{VENV "; project.manager=uv; project.venv=/home/ada/work/.venv", "cffi", "uv add cffi"},
		{VENV "; project.manager=uv; project.venv=.venv", "cffi", "uv add cffi"},
		{VENV "; project.manager=uv; project.venv=/home/ada/other/.venv", "cffi",
		 ".venv/bin/python -m pip install cffi"},
		{VENV "; project.manager=uv", "cffi", ".venv/bin/python -m pip install cffi"},
		{VENV "; project.manager=poetry", "cffi", "poetry add cffi"},
		{"python=python; python.conda=true; python.conda_env=base", "remedy-unknown-dist",
		 "python -m pip install remedy-unknown-dist"},
		{"program.pipx=true; python.venv=true; python.venv_path=/home/ada/.local/share/pipx/venvs/ansible",
		 "cffi", "pipx inject ansible cffi"},
	};
	struct machine *m = *state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		machine_is(m, cases[i].facts);
		assert_string_equal(command(m, FIX_INSTALL, cases[i].value), cases[i].command);
	}
	/* Another Python's packages on PYTHONPATH would break this one's pip. */
	machine_is(m, "python.pythonpath_foreign=true");
	assert_string_equal(command(m, FIX_INSTALL, "cffi"), "unset PYTHONPATH && python3.13 -m pip install cffi");
	machine_is(m, "python.pythonpath_foreign=true; os.shell=fish");
	assert_string_equal(command(m, FIX_INSTALL, "cffi"), "set -e PYTHONPATH && python3.13 -m pip install cffi");
	machine_is(m, "python.pythonpath_foreign=true; program.command=PYTHONPATH=/x python3.13 a.py");
	assert_string_equal(command(m, FIX_INSTALL, "cffi"), "python3.13 -m pip install cffi");
	machine_is(m, MANAGED);
	m->groups[0] = (struct capture_group){"tool", "black"};
	assert_string_equal(command(m, FIX_INSTALL, "black"), "sudo apt install black");
}

/* conda's own name where there is one. */
static void
installs_by_conda_what_conda_has(void **state)
{
	struct module_entry entry = {.import = "cv2", .distribution = "opencv-python", .conda = "opencv"};
	struct requirement all[] = {
		{.text = "opencv-python<5", .name = "opencv-python", .version = "<5", .entry = &entry}};
	const struct requirements r = {.all = all, .count = 1};
	struct machine *m = *state;
	machine_is(m, "python=python; python.conda=true; python.conda_env=base");
	assert_string_equal(install_command(m->a, m->f, &m->match, FIX_INSTALL, &r),
			    "conda install -n base 'opencv<5'");
	assert_string_equal(install_command(m->a, m->f, &m->match, FIX_UNINSTALL, &r), "conda remove -n base opencv");
	machine_is(m, "python=python; python.conda=true; python.conda_env=/home/ada/my env");
	assert_string_equal(install_command(m->a, m->f, &m->match, FIX_INSTALL, &r),
			    "conda install -p '/home/ada/my env' 'opencv<5'");
	entry.conda = NULL;
	assert_string_equal(install_command(m->a, m->f, &m->match, FIX_INSTALL, &r),
			    "python -m pip install 'opencv-python<5'");
	/* A venv made in a conda environment is no longer conda's. */
	entry.conda = "opencv";
	machine_is(m, VENV "; python.conda=true");
	assert_string_equal(install_command(m->a, m->f, &m->match, FIX_INSTALL, &r),
			    ".venv/bin/python -m pip install 'opencv-python<5'");
}

static void
other_verbs(void **state)
{
	struct machine *m = *state;
	machine_is(m, "");
	assert_string_equal(command(m, FIX_UPGRADE, "pip"), "python3.13 -m pip install --upgrade pip");
	assert_string_equal(command(m, FIX_REINSTALL, "cffi"),
			    "python3.13 -m pip install --force-reinstall --no-cache-dir cffi");
	assert_string_equal(command(m, FIX_UNINSTALL, "jwt"), "python3.13 -m pip uninstall jwt");
	machine_is(m, "project.manager=uv");
	assert_string_equal(command(m, FIX_UNINSTALL, "jwt"), "uv remove jwt");
	assert_string_equal(command(m, FIX_REINSTALL, "cffi"), "uv sync --reinstall-package cffi");
	machine_is(m, "project.manager=poetry");
	assert_string_equal(command(m, FIX_UPGRADE, "cffi"), "poetry update cffi");
	assert_string_equal(command(m, FIX_UPGRADE, "cffi>=1"), "poetry add 'cffi>=1'");
	machine_is(m, MANAGED);
	assert_string_equal(command(m, FIX_UNINSTALL, "PyYAML"), "none");
	assert_string_equal(command(m, FIX_REINSTALL, "PyYAML"), "sudo apt install --reinstall python3-yaml");
}

static void
makes_environments(void **state)
{
	struct machine *m = *state;
	machine_is(m, "program.distributions=cryptography supabase");
	assert_string_equal(command(m, FIX_VENV, "{program.distributions}"),
			    "python3.13 -m venv .venv && .venv/bin/python -m pip install cryptography supabase");
	assert_string_equal(command(m, FIX_VENV, ""), "python3.13 -m venv .venv");
	machine_is(m, "project.venv=/home/ada/work/.venv");
	assert_string_equal(command(m, FIX_VENV, "cffi"),
			    "python3.13 -m venv .venv-3.13 && .venv-3.13/bin/python -m pip install cffi");
	machine_is(m, "project.manager=uv");
	assert_string_equal(command(m, FIX_VENV, "cffi"),
			    "uv venv --python 3.13 .venv && uv pip install --python .venv cffi");
	/* What the program needs is not known: no environment with nothing in it. */
	machine_is(m, "");
	assert_string_equal(command(m, FIX_VENV, "{program.distributions}"), "none");
}

/* Whatever a program prints, its words never become something to install. */
static void
installs_nothing_it_does_not_know(void **state)
{
	static const char *const captured[] = {"remedy-unknown-dist",
					       "-r /etc/passwd",
					       "--index-url=http://x",
					       "a;reboot",
					       "$(reboot)",
					       "a\nb",
					       "git+https://x/y",
					       "x\033[2J",
					       "../evil",
					       ""};
	struct machine *m = *state;
	m->groups[0].name = "package";
	for (size_t i = 0; i < sizeof(captured) / sizeof(captured[0]); i++) {
		m->groups[0].value = captured[i];
		assert_string_equal(command(m, FIX_INSTALL, "{package}"), "none");
		assert_string_equal(command(m, FIX_VENV, "cffi {package}"), "none");
	}
	m->groups[0].value = "PyYAML";
	assert_string_equal(command(m, FIX_INSTALL, "{package}"), "python3.13 -m pip install PyYAML");
	m->groups[1] = (struct capture_group){"version", "6.0"};
	m->match.group_count = 2;
	assert_string_equal(command(m, FIX_INSTALL, "{package}=={version}"), "python3.13 -m pip install PyYAML==6.0");
	m->groups[1].value = "6.0 --pre";
	assert_string_equal(command(m, FIX_INSTALL, "{package}=={version}"), "none");
	machine_is(m, "module.distribution=Some-Dist");
	assert_string_equal(command(m, FIX_INSTALL, "{module.distribution}"), "python3.13 -m pip install Some-Dist");
	assert_string_equal(command(m, FIX_INSTALL, "{module.distribution}{version}"), "none");
}

static void
system_packages_by_the_systems_manager(void **state)
{
	static const struct {
		const char *facts, *command;
	} cases[] = {
		{"", "sudo apt install libffi-dev"},
		{"os.root=true", "apt install libffi-dev"},
		{"os.packager=dnf", "sudo dnf install libffi-devel"},
		{"os.packager=pacman", "sudo pacman -S libffi"},
		{"os.packager=apk; os.root=true", "apk add libffi-dev"},
		{"os.packager=zypper", "sudo zypper install libffi-devel"},
		{"os.packager=brew", "brew install libffi"},
	};
	struct machine *m = *state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		machine_is(m, cases[i].facts);
		assert_string_equal(command(m, FIX_SYSTEM, "header:ffi.h"), cases[i].command);
	}
	/* Where the command is not known the library is named at least. */
	machine_is(m, "os.packager=nix");
	const struct fix_template t = {.kind = FIX_SYSTEM, .value = "header:ffi.h", .label = "", .reason = ""};
	const struct fix *fix = hint_fix(m->a, m->c, m->f, &m->match, &t);
	assert_non_null(fix);
	assert_string_equal(fix->kind, "say");
	assert_non_null(strstr(fix->text, "ffi.h"));
	m->groups[0] = (struct capture_group){"header", "a\033[2J.h"};
	assert_string_equal(command(m, FIX_SYSTEM, "header:{header}"), "none");
}

static void
tells_what_changes_the_system(void **state)
{
	static const struct {
		const char *value;
		bool privileged;
	} cases[] = {
		{"sudo ldconfig", true},
		{"apt install x", true},
		{"cd x && sudo make install", true},
		{"FOO=1 sudo make", true},
		{"{python} -m pip install cffi", false},
		{"echo sudo", false},
		{"pyenv install --force 3.13.0", false},
	};
	struct machine *m = *state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct fix_template t = {.kind = FIX_RUN, .value = cases[i].value, .label = "", .reason = ""};
		const struct fix *fix = hint_fix(m->a, m->c, m->f, &m->match, &t);
		assert_non_null(fix);
		assert_int_equal(fix->privileged, cases[i].privileged);
	}
	machine_is(m, "os.root=true");
	assert_string_equal(command(m, FIX_RUN, "sudo ldconfig && sudo true"), "ldconfig && true");
	assert_string_equal(command(m, FIX_RUN, "echo a\necho b"), "none");
	assert_string_equal(command(m, FIX_RUN, "echo a\n"), "echo a");
}

static void
edits_only_what_stands_there(void **state)
{
	struct machine *m = *state;
	struct frame frame = {.file = "/home/ada/a.py", .line = 4, .function = "f", .source = "x = raw_input()"};
	m->failure.frames = &frame;
	m->failure.frame_count = 1;
	struct fix_template t = {
		.kind = FIX_EDIT, .label = "", .reason = "", .before = "raw_input(", .after = "input("};
	const struct fix *fix = hint_fix(m->a, m->c, m->f, &m->match, &t);
	assert_non_null(fix);
	assert_string_equal(fix->kind, "edit");
	assert_string_equal(fix->file, "/home/ada/a.py");
	assert_int_equal(fix->line, 4);
	assert_string_equal(fix->after, "input(");
	assert_null(fix->command);
	frame.file = "/usr/lib/python3/dist-packages/shop.py"; /* not the person's to change */
	assert_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
	frame.file = "/home/ada/a.py";
	t.before = "xrange(";
	assert_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
	t.before = t.after = "raw_input(";
	assert_null(hint_fix(m->a, m->c, m->f, &m->match, &t));

	/* A group of that name is another file, which the line speaks of. */
	const struct capture_group groups[] = {{.name = "file", .value = "out"}, {.name = "line", .value = "77"}};
	m->match.groups = groups;
	m->match.group_count = 2;
	t.after = "input({file}";
	fix = hint_fix(m->a, m->c, m->f, &m->match, &t);
	assert_non_null(fix);
	assert_string_equal(fix->file, "/home/ada/a.py");
	assert_int_equal(fix->line, 4);
	assert_string_equal(fix->after, "input(out");
	m->match.group_count = 0;

	t = (struct fix_template){.kind = FIX_OPEN, .label = "", .reason = "", .file = "setup.cfg"};
	fix = hint_fix(m->a, m->c, m->f, &m->match, &t);
	assert_non_null(fix);
	assert_string_equal(fix->file, "setup.cfg");
	assert_int_equal(fix->line, 0);
	frame.file = "<stdin>";
	t.file = NULL;
	assert_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
}

/* Another line than the failing one, as the file has it; and a file that is none. */
static void
edits_another_line_only_as_it_is(void **state)
{
	static const char text[] = "from shop import crat\n\ncrat()\n";
	struct machine *m = *state;
	char dir[] = "/tmp/remedy.fix.XXXXXX";
	assert_non_null(mkdtemp(dir));
	const char *file = path_join(m->a, dir, "app.pyz");
	assert_true(path_write(m->a, file, text, sizeof(text) - 1));
	struct frame frame = {.file = file, .line = 3, .function = "f", .source = "crat()"};
	m->failure.frames = &frame;
	m->failure.frame_count = 1;
	struct fix_template t = {
		.kind = FIX_EDIT, .label = "", .reason = "", .line = "1", .before = "crat", .after = "cart"};
	assert_non_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
	t.line = "2";
	assert_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
	t.line = "4";
	assert_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
	t.before = "";
	assert_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
	t.line = "2";
	assert_non_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
	/* Not to be had: what a log tells of another machine. */
	frame.file = path_join(m->a, dir, "gone.py");
	t.before = "crat";
	assert_non_null(hint_fix(m->a, m->c, m->f, &m->match, &t));

	frame.file = path_join(m->a, file, "__main__.py");
	t.line = NULL;
	const struct fix *fix = hint_fix(m->a, m->c, m->f, &m->match, &t);
	assert_non_null(fix);
	assert_string_equal(fix->kind, "say");
	assert_null(fix->file);
	assert_string_equal(fix->text, "in the source that app.pyz was packed from: __main__.py:3: crat → cart");
	t = (struct fix_template){.kind = FIX_OPEN, .label = "", .reason = ""};
	assert_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
	frame.file = "lib/tool.zip/tool/run.py";
	assert_null(hint_fix(m->a, m->c, m->f, &m->match, &t));
	unlink(file);
	rmdir(dir);
}

static void
labels_that_cannot_be_filled_in_are_empty(void **state)
{
	struct machine *m = *state;
	const struct fix_template t = {
		.kind = FIX_SAY, .value = "import {module}", .label = "for {nothing}", .reason = "{module}!"};
	const struct fix *fix = hint_fix(m->a, m->c, m->f, &m->match, &t);
	assert_non_null(fix);
	assert_string_equal(fix->text, "import yaml");
	assert_string_equal(fix->label, "");
	assert_string_equal(fix->reason, "yaml!");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(installs_where_the_failed_python_looks, setup, teardown),
		cmocka_unit_test_setup_teardown(installs_by_conda_what_conda_has, setup, teardown),
		cmocka_unit_test_setup_teardown(other_verbs, setup, teardown),
		cmocka_unit_test_setup_teardown(makes_environments, setup, teardown),
		cmocka_unit_test_setup_teardown(installs_nothing_it_does_not_know, setup, teardown),
		cmocka_unit_test_setup_teardown(system_packages_by_the_systems_manager, setup, teardown),
		cmocka_unit_test_setup_teardown(tells_what_changes_the_system, setup, teardown),
		cmocka_unit_test_setup_teardown(edits_only_what_stands_there, setup, teardown),
		cmocka_unit_test_setup_teardown(edits_another_line_only_as_it_is, setup, teardown),
		cmocka_unit_test_setup_teardown(labels_that_cannot_be_filled_in_are_empty, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
