#define _GNU_SOURCE
#include "facts/foreign.h"

#include <string.h>

#include "base/path.h"
#include "base/quote.h"

enum { READ_LIMIT = 1 << 20, PATH_LIMIT = 512, EACH = 400 /* hits looked at of one kind */ };

struct told {
	const char *name, *value, *source;
};

/* What the text of one run told, found out once. */
struct foreign {
	struct told told[64];
	size_t count;
	bool apart; /* a standard library that is not the system's was seen */
};

static const char *
told_value(const struct foreign *o, const char *name)
{
	for (size_t n = 0; n < o->count; n++)
		if (strcmp(o->told[n].name, name) == 0)
			return o->told[n].value;
	return NULL;
}

/* The first evidence stays: it is looked for from the strongest to the weakest. */
static void
tell(struct foreign *o, const char *name, const char *value, const char *source)
{
	if (value != NULL && told_value(o, name) == NULL && o->count < sizeof(o->told) / sizeof(o->told[0]))
		o->told[o->count++] = (struct told){name, value, source};
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A character that may be in an unquoted path of a log. */
static bool
is_path(char c)
{
	return (unsigned char)c > ' ' && strchr("\"'`<>|;()[]{},", c) == NULL;
}

/* "3.9" at s, or "39" as Windows has it ("Python39"); NULL if neither. */
static const char *
minor_at(struct arena *a, const char *s)
{
	if ((s[0] != '2' && s[0] != '3') || (s[1] != '.' && !is_digit(s[1])))
		return NULL;
	const char *digits = s[1] == '.' ? s + 2 : s + 1;
	size_t n = strspn(digits, "0123456789");
	if (n == 0 || n > 2 || is_digit(digits[n]))
		return NULL;
	return arena_printf(a, "%c.%.*s", s[0], (int)n, digits);
}

/* The path around `at`, from its beginning; NULL if it is not absolute. */
static const char *
path_around(struct arena *a, const char *text, const char *at, const char *end)
{
	const char *begin = at, *stop = at;
	/* In quotes a path may hold spaces: File "/Users/ada/My Code/x.py". */
	const char *quote = at;
	while (quote > text && at - quote < PATH_LIMIT && quote[-1] != '"' && quote[-1] != '\n')
		quote--;
	bool quoted = quote > text && quote[-1] == '"' && (quote[0] == '/' || (quote[1] == ':' && quote[2] == '\\'));
	if (quoted)
		begin = quote;
	else
		while (begin > text && at - begin < PATH_LIMIT && is_path(begin[-1]))
			begin--;
	while (stop < end && stop - at < PATH_LIMIT && (quoted ? *stop != '"' && *stop != '\n' : is_path(*stop)))
		stop++;
	if (*begin != '/' && !(begin + 2 < end && begin[1] == ':' && (begin[2] == '\\' || begin[2] == '/')))
		return NULL;
	return arena_strndup(a, begin, (size_t)(stop - begin));
}

/* An interpreter's prefix and minor version, from …/lib/python3.9/… */
static void
tell_library(struct arena *a, struct foreign *o, const char *path)
{
	const char *lib = strstr(path, "/lib/python");
	const char *minor = lib == NULL ? NULL : minor_at(a, lib + 11);
	if (minor == NULL || minor[1] != '.')
		return;
	char *prefix = arena_strndup(a, path, (size_t)(lib - path));
	const char *name = path_base(prefix);
	bool system = strcmp(prefix, "/usr") == 0;
	bool hidden = strcmp(name, ".venv") == 0 || strcmp(name, "venv") == 0 || strcmp(name, "env") == 0 ||
		      strstr(prefix, "/virtualenvs/") != NULL || strstr(prefix, "/.virtualenvs/") != NULL ||
		      strstr(prefix, "/.tox/") != NULL || strstr(prefix, "/.nox/") != NULL ||
		      strstr(prefix, "/pipx/venvs/") != NULL;
	/* A venv's traceback shows its base's standard library too; only what was
	 * installed tells where it was installed for. */
	bool installed = strstr(lib, "/site-packages") != NULL;
	bool pyenv = strstr(prefix, "/.pyenv/versions/") != NULL;
	bool conda = strstr(prefix, "conda") != NULL || strstr(prefix, "mambaforge") != NULL ||
		     strstr(prefix, "miniforge") != NULL || strstr(prefix, "micromamba") != NULL;
	if (hidden) {
		tell(o, "python.venv", "true", path);
		tell(o, "python.venv_path", prefix, path);
		tell(o, "python.prefix", prefix, path);
		tell(o, "python.path", arena_printf(a, "%s/bin/python", prefix), path);
		tell(o, "python.conda", "false", path);
		tell(o, "python.system", "false", path);
		tell(o, "python.managed", "false", path);
		tell(o, "program.pipx", strstr(prefix, "/pipx/venvs/") != NULL ? "true" : "false", path);
	} else if (conda) {
		tell(o, "python.conda", "true", path);
		tell(o, "python.conda_env", strcmp(path_base(path_dir(a, prefix)), "envs") == 0 ? name : "base", path);
		tell(o, "python.prefix", prefix, path);
		tell(o, "python.venv", "false", path);
	} else if (installed && !system) {
		tell(o, "python.prefix", prefix, path);
	} else if (system && strstr(lib, "-packages") == NULL && told_value(o, "python.venv") == NULL) {
		tell(o, "python.base_prefix", prefix, path);
	}
	o->apart = o->apart || (!system && !hidden);
	if (pyenv) {
		const char *version = strstr(prefix, "/.pyenv/versions/") + 17;
		tell(o, "python.pyenv", "true", path);
		tell(o, "python.pyenv_version", arena_strndup(a, version, strcspn(version, "/")), path);
	}
	if (strstr(prefix, "/uv/python/") != NULL)
		tell(o, "python.uv", "true", path);
	tell(o, "python.minor", minor, path);
	tell(o, "python.implementation", "cpython", path);
	if (installed)
		tell(o, "python.site", arena_strndup(a, path, (size_t)(strstr(path, "/site-packages") + 14 - path)),
		     path);
}

static void
tell_path(struct arena *a, struct foreign *o, const char *path)
{
	if (strncmp(path, "/opt/homebrew/", 14) == 0 || strncmp(path, "/usr/local/Cellar/", 18) == 0 ||
	    strncmp(path, "/Users/", 7) == 0 || strncmp(path, "/Library/Frameworks/", 20) == 0) {
		tell(o, "os.name", "macos", path);
		tell(o, "os.id", "macos", path);
		tell(o, "os.like", "macos", path);
		if (path[1] != 'U' && path[1] != 'L')
			tell(o, "os.packager", "brew", path);
		if (strncmp(path, "/opt/homebrew/", 14) == 0)
			tell(o, "os.arch", "arm64", path);
	} else if (path[1] == ':') {
		tell(o, "os.name", "windows", path);
		tell(o, "os.id", "windows", path);
		tell(o, "os.like", "windows", path);
	} else if (strncmp(path, "/home/", 6) == 0 || strncmp(path, "/root/", 6) == 0 ||
		   strncmp(path, "/usr/lib/", 9) == 0) {
		tell(o, "os.name", "linux", path);
	}
	if (strstr(path, "/dist-packages") != NULL)
		tell(o, "os.like", "debian", path);
	const char *folder = strstr(path, "\\Python3");
	const char *minor = folder == NULL ? NULL : minor_at(a, folder + 7);
	if (path[1] == ':' && minor != NULL)
		tell(o, "python.minor", minor, path);
	const char *venv = path[1] == ':' ? strstr(path, "\\Lib\\site-packages") : NULL;
	if (venv != NULL) {
		char *prefix = arena_strndup(a, path, (size_t)(venv - path));
		const char *name = strrchr(prefix, '\\');
		if (name != NULL &&
		    (strcmp(name, "\\.venv") == 0 || strcmp(name, "\\venv") == 0 || strcmp(name, "\\env") == 0)) {
			tell(o, "python.venv", "true", path);
			tell(o, "python.venv_path", prefix, path);
			tell(o, "python.path", arena_printf(a, "%s\\Scripts\\python.exe", prefix), path);
		}
	}
	if (path[0] == '/')
		tell_library(a, o, path);
}

/* Every "word" of the text that says more than itself. */
static const struct {
	const char *text, *name, *value;
} words[] = {
	{"apt-get install", "os.packager", "apt"},
	{"apt install", "os.packager", "apt"},
	{"dpkg", "os.packager", "apt"},
	{"dnf install", "os.packager", "dnf"},
	{"yum install", "os.packager", "dnf"},
	{"pacman -S", "os.packager", "pacman"},
	{"apk add", "os.packager", "apk"},
	{"zypper in", "os.packager", "zypper"},
	{"brew install", "os.packager", "brew"},
	{"x86_64-linux-musl", "os.libc", "musl"},
	{"-linux-musl", "os.libc", "musl"},
	{"ld-musl-", "os.libc", "musl"},
	{"x86_64-linux-gnu", "os.libc", "glibc"},
	{"aarch64-linux-gnu", "os.libc", "glibc"},
	{"GLIBC_2.", "os.libc", "glibc"},
	{"linux-x86_64", "os.arch", "x86_64"},
	{"x86_64-linux", "os.arch", "x86_64"},
	{"linux-aarch64", "os.arch", "aarch64"},
	{"aarch64-linux", "os.arch", "aarch64"},
	{"macosx-", "os.name", "macos"},
	{"macosx_", "os.name", "macos"},
	{"-darwin.so", "os.name", "macos"},
	{"win_amd64", "os.name", "windows"},
	{"manylinux", "os.name", "linux"},
	{"-linux-gnu", "os.name", "linux"},
	{"externally-managed-environment", "python.managed", "true"},
	{"##[error]", "os.ci", "true"},
	{"/home/runner/work/", "os.ci", "true"},
	{"/builds/", "os.ci", "true"},
	{"Poetry version", "project.manager", "poetry"},
	{"poetry run", "project.manager", "poetry"},
	{"uv run", "project.manager", "uv"},
	{"uv sync", "project.manager", "uv"},
	{"pipenv run", "project.manager", "pipenv"},
	{"pdm run", "project.manager", "pdm"},
	{"conda activate", "project.manager", "conda"},
};

/* A distribution's package manager, where the text names the distribution. */
static void
tell_system(struct foreign *o)
{
	const char *packager = told_value(o, "os.packager"), *name = told_value(o, "os.name");
	if (packager == NULL && told_value(o, "os.like") != NULL && strcmp(told_value(o, "os.like"), "debian") == 0)
		tell(o, "os.packager", packager = "apt", "the text");
	if (packager != NULL && strcmp(packager, "apt") == 0)
		tell(o, "os.like", "debian", "the text");
	if (packager != NULL && strcmp(packager, "dnf") == 0)
		tell(o, "os.like", "fedora", "the text");
	if (packager != NULL && strcmp(packager, "pacman") == 0)
		tell(o, "os.like", "arch", "the text");
	if (packager != NULL && strcmp(packager, "apk") == 0)
		tell(o, "os.like", "alpine", "the text");
	if (name == NULL && packager != NULL)
		tell(o, "os.name", strcmp(packager, "brew") == 0 ? "macos" : "linux", "the text");
	name = told_value(o, "os.name");
	if (name != NULL && strcmp(name, "linux") != 0) {
		tell(o, "os.id", name, "the text");
		tell(o, "os.like", name, "the text");
	}
	if (name != NULL && strcmp(name, "macos") == 0)
		tell(o, "os.packager", "brew", "the text");
}

/* What looks like a version where pip and Python name one: "Python 3.9.2",
 * "cp39-cp39", "python3.9 -m". */
static void
tell_version(struct arena *a, struct foreign *o, const char *text, const char *end)
{
	unsigned seen = 0;
	for (const char *at = text; seen < EACH && (at = memmem(at, (size_t)(end - at), "ython", 5)) != NULL; at += 5) {
		seen++;
		const char *digits = at + 5 + (at[5] == ' ' || at[5] == '-');
		const char *minor = minor_at(a, digits);
		if (minor == NULL || digits[1] != '.')
			continue;
		size_t n = 2 + strspn(digits + 2, "0123456789");
		size_t whole = digits[n] == '.' ? n + 1 + strspn(digits + n + 1, "0123456789") : n;
		/* A path outranks it: a venv of 3.9 whose log also says "Python 3.11.2" is 3.9. */
		if (at[5] != ' ' ||
		    (told_value(o, "python.minor") != NULL && strcmp(told_value(o, "python.minor"), minor) != 0))
			continue;
		tell(o, "python.minor", minor, "the text");
		if (whole > n + 1)
			tell(o, "python.version", arena_strndup(a, digits, whole), "the text");
	}
	seen = 0;
	for (const char *at = text; seen < EACH && (at = memmem(at, (size_t)(end - at), "cp3", 3)) != NULL; at += 3) {
		seen++;
		size_t n = strspn(at + 3, "0123456789");
		if (n > 0 && n <= 2 && at[3 + n] == '-' && strncmp(at + 3 + n, "-cp3", 4) == 0 && at > text &&
		    at[-1] == '-' && told_value(o, "python.minor") == NULL)
			tell(o, "python.minor", minor_at(a, at + 2), "a wheel's name");
	}
}

/* The command for the interpreter: never unknown. */
static void
tell_python(struct arena *a, struct foreign *o, const char *command)
{
	const char *path = told_value(o, "python.path"), *minor = told_value(o, "python.minor");
	const char *env = told_value(o, "python.conda_env"), *name = told_value(o, "os.name");
	bool windows = name != NULL && strcmp(name, "windows") == 0;
	/* cmd and PowerShell take a path bare, or in double quotes. */
	if (path != NULL && windows && strpbrk(path, " &^%!`$\"") == NULL)
		tell(o, "python", path, "the text");
	else if (path != NULL && !windows)
		tell(o, "python", quote_word(a, path, false), "the text");
	if (command != NULL && strncmp(command, "python3.", 8) == 0) {
		size_t n = 8 + strspn(command + 8, "0123456789");
		if (n > 8 && (command[n] == ' ' || command[n] == '\0'))
			tell(o, "python", arena_strndup(a, command, n), "the command line");
	}
	if (env != NULL)
		tell(o, "python", "python", "conda's environment");
	if (minor != NULL)
		tell(o, "python", arena_printf(a, windows ? "py -%s" : "python%s", minor), "the text");
	tell(o, "python", windows ? "py" : "python3", "the usual name");
}

static struct foreign *
foreign_read(struct facts *f)
{
	struct arena *a = f->arena;
	struct foreign *o = arena_alloc(a, sizeof(*o));
	const char *text = f->failures == NULL || f->failures->text == NULL ? "" : f->failures->text;
	size_t size = f->failures == NULL || f->failures->text == NULL ? 0 : f->failures->size;
	/* Failures stand at the end; what they are about, near them. */
	if (size > READ_LIMIT) {
		text += size - READ_LIMIT;
		size = READ_LIMIT;
	}
	const char *end = text + size;
	static const char *const marks[] = {
		"-packages", "/lib/python", "/opt/homebrew/", "/usr/local/Cellar/", "/Library/Frameworks/", "/Users/",
		":\\",       "/home/",      "/root/",         "/usr/lib/"};
	for (size_t m = 0; m < sizeof(marks) / sizeof(marks[0]); m++) {
		size_t n = strlen(marks[m]);
		unsigned seen = 0;
		for (const char *at = text; seen < EACH && (at = memmem(at, (size_t)(end - at), marks[m], n)) != NULL;
		     at += n) {
			const char *path = path_around(a, text, at, end);
			seen++;
			if (path != NULL)
				tell_path(a, o, path);
		}
	}
	/* Debian's packages, seen by a Python that is not Debian's. */
	static const char shared[] = "/usr/lib/python3/dist-packages/";
	if (o->apart && memmem(text, size, shared, sizeof(shared) - 1) != NULL)
		tell(o, "python.pythonpath_foreign", "true", shared);
	tell_version(a, o, text, end);
	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++)
		if (memmem(text, size, words[n].text, strlen(words[n].text)) != NULL)
			tell(o, words[n].name, words[n].value, "the text");
	tell_system(o);
	tell(o, "python.version", told_value(o, "python.minor"), "the text");
	tell_python(a, o, f->run == NULL ? NULL : f->run->command);
	return o;
}

struct value
foreign_value(struct subject *s, const char *name)
{
	struct facts *f = s->facts;
	if (f->foreign == NULL)
		f->foreign = foreign_read(f);
	for (size_t n = 0; n < f->foreign->count; n++)
		if (strcmp(f->foreign->told[n].name, name) == 0)
			return fact_value(f->foreign->told[n].value, f->foreign->told[n].source);
	return fact_unknown();
}
