#include "commands/pot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "catalog/source.h"
#include "commands/command.h"
#include "commands/workbench.h"

static void
pot_string(const char *s)
{
	putchar('"');
	for (; *s != '\0'; s++) {
		if (*s == '\n')
			fputs(s[1] == '\0' ? "\\n" : "\\n\"\n\"", stdout);
		else if (*s == '"' || *s == '\\')
			printf("\\%c", *s);
		else if (*s == '\t')
			fputs("\\t", stdout);
		else
			putchar(*s);
	}
	puts("\"");
}

static int
text_order(const void *a, const void *b)
{
	return strcmp(((const char *const *)a)[0], ((const char *const *)b)[0]);
}

/* The msgids of a folder's or a file's patterns and of the notes in modules.yaml, each once. */
int
pot_run(struct arena *a, int argc, char **argv)
{
	const char *share = path_share(a);
	struct source *s = source_new(a, "built-in");
	struct diagnostics d = diagnostics_new(a);
	char *folder[] = {share == NULL ? NULL : path_join(a, share, "patterns"), NULL};
	for (char **arg = argc > 0 ? argv : folder; *arg != NULL; arg++) {
		char **files = source_files(a, *arg);
		for (size_t i = 0; files[i] != NULL; i++)
			source_add_file(s, files[i], true, &d);
		if (files[0] == NULL)
			source_add_file(s, *arg, true, &d);
	}
	source_finish(s, &d);
	workbench_print(stderr, &d);
	size_t count = 0;
	const struct rows *modules = &s->tables[TABLE_MODULES];
	size_t most = modules->count;
	for (size_t i = 0; i < s->pattern_count; i++)
		most += 2 + 3 * s->patterns[i]->pattern.fix_count;
	const char *(*texts)[2] = arena_array(a, most, sizeof(*texts));
	for (size_t i = 0; i < s->pattern_count; i++) {
		const struct pattern *p = &s->patterns[i]->pattern;
		const char *place = arena_printf(a, "%s:%d", path_base(p->file), p->line);
		const char *own[] = {p->summary, p->why};
		for (size_t k = 0; k < 2; k++)
			texts[count][0] = own[k], texts[count++][1] = place;
		for (size_t k = 0; k < p->fix_count; k++) {
			const struct fix_template *f = &p->fixes[k];
			const char *more[] = {f->label, f->reason, f->kind == FIX_SAY ? f->value : ""};
			for (size_t j = 0; j < 3; j++)
				texts[count][0] = more[j], texts[count++][1] = place;
		}
	}
	for (size_t i = 0; i < modules->count; i++) {
		const struct row *r = &modules->all[i];
		if (r->module.note == NULL)
			continue;
		texts[count][0] = r->module.note;
		texts[count++][1] = arena_printf(a, "%s:%d", path_base(r->file), r->line);
	}
	if (count > 0)
		qsort(texts, count, sizeof(*texts), text_order);
	fputs("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n",
	      stdout);
	for (size_t i = 0; i < count; i++) {
		if (texts[i][0][0] == '\0' || (i > 0 && strcmp(texts[i][0], texts[i - 1][0]) == 0))
			continue;
		printf("\n#: %s\nmsgid ", texts[i][1]);
		if (strchr(texts[i][0], '\n') != NULL)
			fputs("\"\"\n", stdout);
		pot_string(texts[i][0]);
		puts("msgstr \"\"");
	}
	return d.count > 0 ? STATUS_NONE : STATUS_DONE;
}
