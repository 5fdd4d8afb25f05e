/* Programs that really fail, in every form (tests/failures/forms/), each run by
 * every Python found here; what they print on stderr is parsed, and the fields
 * that the program's own `# expect:` lines name must hold. `# python: 3.11-` or
 * `3.6-3.8` says which versions have the form, `# pypy: no` that only CPython has
 * it. Where only one Python is there,
 * only that one is run, and the output says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "failure/expectation.h"

static const char folder[] = "tests/failures/forms";
enum { PYTHONS = 32, FORMS = 256, SECONDS = 60, AT_ONCE = 4 };

struct python {
	char *path;
	int version; /* 3 * 100 + 11 */
	bool pypy;
};

struct form {
	char *name;
	const char *wanted;
	int least, most;
	bool not_pypy; /* it fails otherwise there */
};

/* One process that fails: what it wrote so far, and its end. */
struct child {
	const struct form *form;
	const struct python *python;
	pid_t pid;
	int fd;
	struct buf text;
};

static int
version_of(const char *s, char **end)
{
	long major = strtol(s, end, 10), minor = **end == '.' ? strtol(*end + 1, end, 10) : 0;
	return (int)(major * 100 + minor);
}

/* The version stands in the name of the executable or of its prefix. */
static void
pythons_add(struct arena *a, struct python *list, size_t *count, const char *path)
{
	char real[4096], *end;
	if (*count == PYTHONS || access(path, X_OK) != 0 || realpath(path, real) == NULL)
		return;
	const char *name = path_base(real);
	bool pypy = strncmp(name, "pypy", 4) == 0;
	if (!pypy && strncmp(name, "python", 6) != 0)
		return;
	name += pypy ? 4 : 6;
	if (name[0] < '2' || name[0] > '3' || name[1] != '.')
		return;
	int version = version_of(name, &end);
	for (size_t i = 0; i < *count; i++) {
		if (list[i].version == version && list[i].pypy == pypy)
			return;
	}
	list[(*count)++] = (struct python){arena_strdup(a, path), version, pypy};
}

static size_t
pythons_find(struct arena *a, struct python *list)
{
	size_t count = 0;
	glob_t g;
	const char *home = getenv("HOME");
	pythons_add(a, list, &count, "/usr/bin/python3");
	const char *patterns[] = {"/usr/bin/python[23].*", "/usr/local/bin/python[23].*", "/usr/bin/pypy[23]*",
				  arena_printf(a, "%s/.pyenv/versions/*/bin/python", home != NULL ? home : ""),
				  arena_printf(a, "%s/.local/share/uv/python/*/bin/python", home != NULL ? home : "")};
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		if (glob(patterns[i], 0, NULL, &g) == 0) {
			for (size_t k = 0; k < g.gl_pathc; k++)
				pythons_add(a, list, &count, g.gl_pathv[k]);
			globfree(&g);
		}
	}
	return count;
}

static struct form
form_read(struct arena *a, const char *name)
{
	struct form f = {.name = arena_strdup(a, name), .least = 0, .most = 9999};
	char *text = path_read(a, path_join(a, folder, name), 1 << 20, false, NULL), *end;
	assert_non_null(text);
	struct buf wanted = buf_new(a);
	for (char *line = text; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t n = strcspn(line, "\n");
		if (strncmp(line, "# expect: ", 10) == 0) {
			buf_add(&wanted, line + 10, n - 10);
			buf_add_char(&wanted, '\n');
		} else if (strncmp(line, "# pypy: no", 10) == 0) {
			f.not_pypy = true;
		} else if (strncmp(line, "# python: ", 10) == 0) {
			f.least = version_of(line + 10, &end);
			if (end[0] == '-' && end[1] >= '2' && end[1] <= '3')
				f.most = version_of(end + 1, &end);
		}
	}
	f.wanted = wanted.text;
	return f;
}

static struct child
child_start(struct arena *a, const struct form *form, const struct python *python)
{
	struct child c = {.form = form, .python = python, .text = buf_new(a)};
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	c.pid = fork();
	assert_true(c.pid >= 0);
	if (c.pid == 0) {
		struct rlimit none = {0, 0};
		int null = open("/dev/null", O_RDWR);
		setrlimit(RLIMIT_CORE, &none);
		dup2(null, 0);
		dup2(null, 1);
		dup2(ends[1], 2);
		/* -B: no __pycache__ in the source tree; -S: nothing of the site, so that it starts fast. */
		unsetenv("PYTHONSTARTUP");
		unsetenv("PYTHONHOME");
		unsetenv("PYTHONPATH");
		unsetenv("PYTHON_COLORS");
		unsetenv("FORCE_COLOR");
		setenv("PYTHONWARNINGS", "ignore", 1);
		alarm(SECONDS);
		execl(python->path, python->path, "-B", "-S", form->name, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	c.fd = ends[0];
	return c;
}

static int
child_finish(struct child *c)
{
	char bytes[65536];
	ssize_t n;
	while ((n = read(c->fd, bytes, sizeof(bytes))) > 0)
		buf_add(&c->text, bytes, (size_t)n);
	close(c->fd);
	int status;
	assert_int_equal(waitpid(c->pid, &status, 0), c->pid);
	status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	struct arena *a = c->text.arena;
	/* A failure that does not end the process is still to be read. */
	struct run r = {.text = c->text.text, .size = c->text.size, .status = status == 0 ? -1 : status};
	const struct failures *f = failure_parse(a, &r);
	char *what = arena_printf(a, "%s under %s %d.%d", c->form->name, c->python->pypy ? "PyPy" : "Python",
				  c->python->version / 100, c->python->version % 100);
	int wrong = expectation_check(a, f, what, c->form->wanted);
	if (wrong > 0)
		fprintf(stderr, "it ended with %d and wrote\n%s", status, c->text.text);
	return wrong;
}

static void
test_forms(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct python pythons[PYTHONS];
	struct form forms[FORMS];
	size_t python_count = pythons_find(a, pythons), form_count = 0;
	if (python_count == 0) {
		fprintf(stderr, "no Python here: skipped\n");
		skip();
	}
	DIR *d = opendir(folder);
	assert_non_null(d);
	for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
		size_t n = strlen(entry->d_name);
		if (n > 3 && strcmp(entry->d_name + n - 3, ".py") == 0 && form_count < FORMS)
			forms[form_count++] = form_read(a, entry->d_name);
	}
	closedir(d);
	assert_true(form_count > 0);
	int here = open(".", O_RDONLY | O_CLOEXEC);
	assert_int_equal(chdir(folder), 0);
	/* Some run while the first of them is read; a pipe holds what these forms write. */
	int wrong = 0, runs = 0;
	struct child running[AT_ONCE] = {{.pid = 0}};
	for (size_t i = 0; i < form_count; i++) {
		for (size_t k = 0; k < python_count; k++) {
			if (pythons[k].version < forms[i].least || pythons[k].version > forms[i].most ||
			    (pythons[k].pypy && forms[i].not_pypy))
				continue;
			struct child *slot = &running[runs++ % AT_ONCE];
			if (slot->pid != 0)
				wrong += child_finish(slot);
			*slot = child_start(a, &forms[i], &pythons[k]);
		}
	}
	for (size_t i = 0; i < AT_ONCE; i++) {
		if (running[i].pid != 0)
			wrong += child_finish(&running[i]);
	}
	assert_int_equal(fchdir(here), 0);
	close(here);
	printf("# %d runs: %zu forms, %zu Pythons%s\n", runs, form_count, python_count,
	       python_count < 3 ? " (the other versions are not here and were skipped)" : "");
	arena_free(a);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
