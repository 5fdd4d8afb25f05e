#define _GNU_SOURCE
#include "facts/program.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "base/quote.h"
#include "facts/interpreter.h"
#include "facts/loaded.h"
#include "facts/module.h"
#include "facts/project.h"

enum { WORDS = 256, SOURCE_LIMIT = 1 << 20, DISTRIBUTIONS = 12 };

/* One word of a command line, from *at, which is moved behind it. NULL at the
 * end or at an operator. */
static const char *
next_word(struct arena *a, const char **at)
{
	const char *p = *at + strspn(*at, " \t");
	if (*p == '\0' || strchr("|&;<>()\n#", *p) != NULL)
		return NULL;
	struct buf word = buf_new(a);
	for (; *p != '\0' && strchr(" \t|&;<>()\n", *p) == NULL; p++) {
		if (*p == '\'' || *p == '"') {
			char quote = *p++;
			for (; *p != '\0' && *p != quote; p++) {
				if (quote == '"' && *p == '\\' && p[1] != '\0')
					p++;
				buf_add_char(&word, *p);
			}
			if (*p == '\0')
				break;
		} else {
			if (*p == '\\' && p[1] != '\0')
				p++;
			buf_add_char(&word, *p);
		}
	}
	*at = p;
	return word.text;
}

static bool
is_assignment(const char *word)
{
	size_t n = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
	return n > 0 && word[n] == '=' && (word[0] < '0' || word[0] > '9');
}

static bool
is_one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

const char **
program_words(struct arena *a, const char *command, size_t *count)
{
	static const char *const prefixes[] = {"env",     "time", "nice",   "nohup", "exec",
					       "command", "sudo", "stdbuf", NULL};
	static const char *const managers[] = {"uv", "poetry", "pipenv", "pdm", "hatch", "rye", NULL};
	const char **words = arena_array(a, WORDS + 1, sizeof(*words));
	const char *at = command == NULL ? "" : command, *word;
	size_t n = 0;
	bool prefix = true, options = false;
	const char *home = getenv("HOME");
	while (n < WORDS) {
		bool tilde = strncmp(at + strspn(at, " \t"), "~/", 2) == 0;
		word = next_word(a, &at);
		if (word == NULL)
			break;
		if (tilde && home != NULL)
			word = path_join(a, home, word + 2);
		if (prefix && is_assignment(word))
			continue;
		if (prefix && is_one_of(word, prefixes)) {
			options = true;
			continue;
		}
		if (prefix && options && *word == '-')
			continue;
		prefix = false;
		words[n++] = word;
		if (n == 2 && strcmp(word, "run") == 0 && is_one_of(words[0], managers)) {
			n = 0;
			prefix = options = true;
		}
	}
	words[n] = NULL;
	*count = n;
	return words;
}

const char *
program_shebang(struct arena *a, const char *script)
{
	char *line = path_read(a, script, 512, true, NULL);
	if (line == NULL || strncmp(line, "#!", 2) != 0)
		return NULL;
	line[strcspn(line, "\r\n")] = '\0';
	const char *at = line + 2;
	const char *first = next_word(a, &at);
	if (first == NULL)
		return NULL;
	if (strcmp(path_base(first), "env") == 0)
		do
			first = next_word(a, &at);
		while (first != NULL && (*first == '-' || is_assignment(first)));
	return first;
}

/* As Python's own command line is read: flags may stand together ("-Im pip"). */
static void
read_arguments(struct program *p)
{
	size_t n = 1;
	for (; n < p->argc && p->argv[n][0] == '-' && p->argv[n][1] != '\0'; n++) {
		const char *word = p->argv[n];
		if (strcmp(word, "--") == 0) {
			n++;
			break;
		}
		if (strcmp(word, "--check-hash-based-pycs") == 0)
			n++;
		if (word[1] == '-')
			continue;
		for (const char *c = word + 1; *c != '\0'; c++) {
			p->isolated = p->isolated || *c == 'I';
			p->no_env = p->no_env || *c == 'E' || *c == 'I';
			p->no_user_site = p->no_user_site || *c == 's' || *c == 'I';
			p->safe_path = p->safe_path || *c == 'P' || *c == 'I';
			p->no_site = p->no_site || *c == 'S';
			if (*c == 'W' || *c == 'X') {
				n += c[1] == '\0';
				break;
			}
			if (*c == 'c' || *c == 'm') {
				const char *value = c[1] != '\0' ? c + 1 : n + 1 < p->argc ? p->argv[++n] : NULL;
				p->code = *c == 'c';
				p->module = *c == 'm' ? value : NULL;
				p->own = n + 1 < p->argc ? n + 1 : p->argc;
				return;
			}
		}
	}
	p->own = n < p->argc ? n : p->argc;
	if (n < p->argc && strcmp(p->argv[n], "-") != 0)
		p->script = p->argv[n];
}

static bool
is_python_word(const char *word)
{
	const char *name = path_base(word);
	return strncmp(name, "python", 6) == 0 || strncmp(name, "pypy", 4) == 0;
}

const struct program *
subject_program(struct subject *s)
{
	if (s->program != NULL)
		return s->program;
	struct arena *a = s->facts->arena;
	struct program *p = arena_alloc(a, sizeof(*p));
	s->program = p;
	if (s->process != NULL && s->process->python && s->process->argc > 0) {
		p->argv = (const char **)s->process->argv;
		p->argc = s->process->argc;
		read_arguments(p);
	} else if (s->facts->run != NULL && s->facts->run->command != NULL) {
		p->argv = program_words(a, s->facts->run->command, &p->argc);
		if (p->argc > 0 && is_python_word(p->argv[0])) {
			read_arguments(p);
		} else if (p->argc > 0) {
			/* `pytest -x`: as if behind an interpreter. */
			const char **argv = arena_array(a, p->argc + 2, sizeof(*argv));
			argv[0] = "python3";
			memcpy(argv + 1, p->argv, p->argc * sizeof(*argv));
			p->argv = argv;
			p->argc++;
			p->own = 1;
			p->script = argv[1];
		}
	} else {
		p->argv = arena_array(a, 1, sizeof(*p->argv));
	}
	const char *cwd = subject_cwd(s);
	if (p->script != NULL && cwd != NULL) {
		p->path = path_normal(a, p->script, cwd);
		if (!path_exists(p->path) && strchr(p->script, '/') == NULL)
			p->path = path_search(a, p->script, subject_env(s, "PATH"));
	}
	return p;
}

static char *
quoted(struct arena *a, const char **words, size_t count)
{
	struct buf line = buf_new(a);
	for (size_t n = 0; n < count; n++) {
		const char *word = quote_word(a, words[n], true);
		if (word == NULL)
			return NULL;
		buf_printf(&line, "%s%s", n == 0 ? "" : " ", word);
	}
	return line.text;
}

/* The place of a name in a line of Python: behind "import" and "from". */
static size_t
name_length(const char *s)
{
	return strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
}

void
program_imports(struct arena *a, const char *file, bool (*use)(void *context, const char *name), void *context)
{
	const char *text = path_read(a, file, SOURCE_LIMIT, true, NULL);
	for (const char *line = text; line != NULL; line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1) {
		const char *at = line + strspn(line, " \t");
		bool from = strncmp(at, "from ", 5) == 0;
		if (!from && strncmp(at, "import ", 7) != 0)
			continue;
		at += from ? 5 : 7;
		for (;;) {
			at += strspn(at, " \t");
			size_t n = name_length(at);
			if (n == 0 || (at[0] >= '0' && at[0] <= '9'))
				break;
			if (!use(context, arena_strndup(a, at, n)))
				return;
			at += strcspn(at, ",#;\n");
			if (from || *at != ',')
				break;
			at++;
		}
	}
}

static struct value
program_name(struct subject *s)
{
	const struct program *p = subject_program(s);
	if (p->module != NULL)
		return fact_value(p->module, "its arguments");
	if (p->script != NULL)
		return fact_value(path_base(p->script), "its arguments");
	if (p->code)
		return fact_value("-c", "its arguments");
	if (s->failure != NULL && s->failure->kind == FAILURE_TOOL)
		return fact_value(s->failure->type, "its output");
	if (s->failure != NULL && s->failure->frame_count > 0 && s->failure->frames[0].file[0] != '<')
		return fact_value(path_base(s->failure->frames[0].file), "the traceback");
	return fact_unknown();
}

static struct value
program_script(struct subject *s)
{
	const struct program *p = subject_program(s);
	return fact_value(p->path != NULL ? p->path : p->script, "its arguments");
}

static struct value
program_module(struct subject *s)
{
	return fact_value(subject_program(s)->module, "its arguments");
}

static struct value
program_command(struct subject *s)
{
	if (s->facts->run != NULL && s->facts->run->command != NULL)
		return fact_value(s->facts->run->command, "the command line");
	const struct program *p = subject_program(s);
	return p->argc == 0 ? fact_unknown() : fact_value(quoted(s->facts->arena, p->argv, p->argc), "its arguments");
}

static struct value
program_rest(struct subject *s)
{
	const struct program *p = subject_program(s);
	return p->argc == 0 ? fact_unknown()
			    : fact_value(quoted(s->facts->arena, p->argv + 1, p->argc - 1), "its arguments");
}

static struct value
program_cwd(struct subject *s)
{
	return fact_value(subject_cwd(s), "the process");
}

struct gathering {
	struct subject *subject;
	const char *file;
	const char *names[DISTRIBUTIONS];
	size_t count;
};

static bool
gather(void *context, const char *name)
{
	struct gathering *g = context;
	struct facts *f = g->subject->facts;
	if (f->catalog == NULL || module_is_standard(f, name))
		return true;
	const struct module_entry *entry = catalog_module(f->arena, f->catalog, name);
	if (entry == NULL || entry->distribution == NULL)
		return true;
	if (g->file != NULL && module_beside(f, path_dir(f->arena, g->file), name) != NULL)
		return true; /* a file of their own of that name */
	for (size_t n = 0; n < g->count; n++)
		if (strcmp(g->names[n], entry->distribution) == 0)
			return true;
	g->names[g->count++] = entry->distribution;
	return g->count < DISTRIBUTIONS;
}

static struct value
program_distributions(struct subject *s)
{
	struct arena *a = s->facts->arena;
	struct gathering g = {.subject = s, .file = subject_program(s)->path};
	const struct failure *f = s->failure;
	const char *source = "the script's imports";
	if (g.file != NULL && s->facts->local) {
		program_imports(a, g.file, gather, &g);
	} else if (f != NULL) {
		/* Only what the traceback shows: "import x" lines of the user's own frames. */
		source = "the traceback";
		for (size_t n = 0; n < f->frame_count && g.count < DISTRIBUTIONS; n++) {
			const char *line = f->frames[n].source, *file = f->frames[n].file;
			if (line == NULL || strstr(file, "-packages") != NULL || strstr(file, "/lib/python") != NULL)
				continue;
			size_t skip = strncmp(line, "import ", 7) == 0 ? 7 : strncmp(line, "from ", 5) == 0 ? 5 : 0;
			size_t length = skip == 0 ? 0 : name_length(line + skip);
			if (length > 0)
				gather(&g, arena_strndup(a, line + skip, length));
		}
	}
	if (g.count == 0)
		return fact_unknown();
	struct buf list = buf_new(a);
	for (size_t n = 0; n < g.count; n++)
		buf_printf(&list, "%s%s", n == 0 ? "" : " ", g.names[n]);
	return fact_value(list.text, source);
}

static struct value
program_pipx(struct subject *s)
{
	const struct interpreter *i = subject_interpreter(s);
	if (i == NULL || i->prefix == NULL)
		return fact_unknown();
	return fact_bool(i->pyvenv != NULL && path_exists(path_join(s->facts->arena, i->prefix, "pipx_metadata.json")),
			 i->prefix);
}

const struct fact program_facts[] = {
	{"program.name", program_name, FACT_ANYWHERE},
	{"program.script", program_script, FACT_ANYWHERE},
	{"program.module", program_module, FACT_ANYWHERE},
	{"program.command", program_command, FACT_ANYWHERE},
	{"program.rest", program_rest, FACT_ANYWHERE},
	{"program.cwd", program_cwd, FACT_HERE},
	{"program.distributions", program_distributions, FACT_ANYWHERE},
	{"program.modules", loaded_modules, FACT_HERE},
	{"program.recursion_limit", loaded_recursion_limit, FACT_HERE},
	{"program.pipx", program_pipx, FACT_HERE},
	{0},
};
