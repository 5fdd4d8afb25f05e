#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "capture/ring.h"
#include "catalog/definition.h"
#include "commands/command.h"
#include "commands/commandline.h"
#include "commands/config.h"
#include "commands/diagnosis.h"
#include "commands/pager.h"
#include "commands/passage.h"
#include "commands/recall.h"
#include "hint/style.h"

extern const struct command command_why;

enum { FILE_LIMIT = 16 * 1024 * 1024, TOLD = 2, PATIENCE_MS = 2000 };

static void
indented(struct buf *out, struct arena *a, const char *text)
{
	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, "\n");
		const char *line = text_safe(a, arena_strndup(a, p, n), 2000);
		buf_printf(out, "%s%s\n", *line != '\0' ? "    " : "", line);
		p += n + (p[n] == '\n');
	}
}

/* The pattern as its file defines it, with its examples; NULL if the file is
 * not to be read any more. */
static const struct definition *
definition_of(struct arena *a, const struct pattern *p)
{
	size_t size;
	struct diagnostics d = diagnostics_new(a);
	const char *file = hint_source(a, p);
	const char *text = path_read(a, file, FILE_LIMIT, false, &size);
	struct node *root = text != NULL ? yaml_parse(a, file, 1, text, size, &d) : NULL;
	/* A file is a list of patterns, or a map that holds one. */
	const struct node *list = root != NULL && root->kind == NODE_MAP ? yaml_get(root, "patterns") : root;
	for (const struct node *n = list != NULL ? list->first : NULL; n != NULL; n = n->next) {
		const struct node *id = n->kind == NODE_MAP ? yaml_get(n, "id") : NULL;
		if (id != NULL && id->kind == NODE_SCALAR && strcmp(id->text, p->id) == 0)
			return definition_read(a, file, p->layer, n, &d);
	}
	return NULL;
}

/* A condition in words: "not debian", "false or not known". */
static void
condition_text(struct buf *out, const struct condition *c)
{
	const char *value = c->value;
	buf_printf(out, _("%s is"), c->fact);
	if (value != NULL && *value == '?')
		buf_printf(out, _(" %s or not known"), value + 1);
	else if (value != NULL && strncmp(value, "!=", 2) == 0)
		buf_printf(out, _(" not %s"), value + 2);
	else if (value != NULL && strncmp(value, "=~", 2) == 0)
		buf_printf(out, _(" like %s"), value + 2);
	else if (value != NULL)
		buf_printf(out, " %s", value);
	for (const char **any = c->any; any != NULL && *any != NULL; any++)
		buf_printf(out, any == c->any ? " %s" : _(" or %s"), *any);
}

static void
conditions_text(struct buf *out, const char *head, const struct condition *when, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_add_string(out, i == 0 ? head : "; ");
		condition_text(out, &when[i]);
	}
	if (count > 0)
		buf_add_char(out, '\n');
}

static void
fix_text(struct buf *out, const struct fix_template *t)
{
	const char *name = definition_fix_name(t->kind);
	const char *value = t->value != NULL ? t->value : "";
	if (t->kind == FIX_SAY)
		buf_printf(out, "  - %s\n", lang_text(value));
	else if (t->kind == FIX_EDIT || t->kind == FIX_RETYPE)
		buf_printf(out, "  - %s: %s → %s\n", name, t->before != NULL ? t->before : "",
			   t->after != NULL ? t->after : "");
	else
		buf_printf(out, "  - %s%s%s\n", name, *value != '\0' ? ": " : "", value);
	if (t->label != NULL && *t->label != '\0')
		buf_printf(out, "    %s\n", lang_text(t->label));
	if (t->reason != NULL && *t->reason != '\0')
		buf_printf(out, "    %s\n", lang_text(t->reason));
	conditions_text(out, _("    where "), t->when, t->when_count);
}

static void
samples(struct buf *out, struct arena *a, const struct definition *d)
{
	for (size_t i = 0; i < d->example_count; i++) {
		const struct sample *s = &d->examples[i];
		buf_printf(out, "\n%s\n", s->real ? _("Example, from a real failure") : _("Example, as reported"));
		if (s->where != NULL)
			buf_printf(out, "  %s\n", s->where);
		if (s->command != NULL)
			buf_printf(out, "    $ %s\n", text_safe(a, s->command, 2000));
		indented(out, a, s->text);
		const char *cure = s->first != NULL ? s->first : s->fix;
		if (cure != NULL)
			buf_printf(out, _("  cured by: %s\n"), text_safe(a, cure, 2000));
	}
	if (d->silent_count > 0)
		buf_printf(out, "\n%s\n", _("Looks alike, and is something else"));
	for (size_t i = 0; i < d->silent_count; i++) {
		if (i > 0)
			buf_add_char(out, '\n');
		indented(out, a, d->silent[i].text);
	}
}

static int
pattern_page(struct arena *a, struct catalog *catalog, const char *id)
{
	struct disabler by = {.line = 0};
	const struct pattern *p = catalog_find(a, catalog, id);
	if (p == NULL)
		p = catalog_find_disabled(a, catalog, id, &by);
	if (p == NULL) {
		passage_tell(_("remedy why: there is no pattern '%s'; remedy patterns list shows them all\n"),
			     text_safe(a, id, 80));
		return STATUS_USAGE;
	}
	struct buf out = buf_new(a);
	buf_printf(&out, "%s\n  %s\n", p->id, lang_text(p->summary));
	if (by.file != NULL) {
		buf_printf(&out, _("\nSwitched off by %s:%d\n"), text_safe(a, by.file, 400), by.line);
		buf_printf(&out, "  %s\n", config_enabling(a, id, by.file));
	}
	if (p->why != NULL && *p->why != '\0') {
		buf_add_char(&out, '\n');
		indented(&out, a, lang_text(p->why));
	}
	conditions_text(&out, _("\nSpeaks where "), p->when, p->when_count);
	if (p->fix_count > 0)
		buf_printf(&out, "\n%s\n", _("What to do"));
	for (size_t i = 0; i < p->fix_count; i++)
		fix_text(&out, &p->fixes[i]);
	for (const char **doc = p->docs; doc != NULL && *doc != NULL; doc++)
		buf_printf(&out, "%s  %s\n", doc == p->docs ? arena_printf(a, "\n%s\n", _("To read on")) : "", *doc);
	const struct definition *d = definition_of(a, p);
	if (d != NULL)
		samples(&out, a, d);
	buf_printf(&out, "\n%s\n  %s:%d (%s)\n", _("Pattern"), hint_source(a, p), p->line, p->layer);
	const struct style style = style_of(STDOUT_FILENO);
	const char *page = style_text(a, &style, out.text);
	return pager_show(page, strlen(page)) ? STATUS_DONE : STATUS_NONE;
}

static int
failure_page(struct arena *a, struct catalog *catalog, const struct run *run)
{
	struct diagnosis d = diagnosis_parse(a, catalog, run);
	facts_patience(d.facts, PATIENCE_MS);
	diagnosis_hints(a, catalog, &d, 0);
	const struct recall recall = recall_of(a, &d, false);
	const struct hints told = recall_offer(a, &recall, &d, diagnosis_independent(a, catalog, &d, TOLD));
	if (told.count == 0) {
		passage_tell("%s", _("remedy why: no pattern knows the last failure; remedy add teaches one\n"));
		return STATUS_NONE;
	}
	struct style style = style_of(STDOUT_FILENO);
	struct buf out = buf_new(a);
	for (size_t i = 0; i < told.count; i++) {
		if (i > 0)
			buf_add_string(&out, "\n\n");
		hint_page(&out, &told.all[i], d.failures, d.facts, &style);
	}
	for (size_t i = 1; i < d.hints.count; i++)
		buf_printf(&out, "%s  %s (remedy why %s)\n",
			   i == 1 ? arena_printf(a, "\n%s\n", style_ink(a, &style, INK_TITLE, _("Less likely"))) : "",
			   style_text(a, &style, d.hints.all[i].summary), d.hints.all[i].id);
	return pager_show(out.text, out.size) ? STATUS_DONE : STATUS_NONE;
}

static int
why_run(struct arena *a, int argc, char **argv)
{
	if (argc > 2 || (argc == 2 && *argv[1] == '-'))
		return command_misused(&command_why, _("one pattern's id, or nothing"));
	if (argc == 2) {
		struct catalog *catalog = catalog_open(a, getcwd(arena_alloc(a, 4096), 4096), NULL);
		int status = pattern_page(a, catalog, argv[1]);
		catalog_close(catalog);
		return status;
	}
	struct run *run = commandline_last(a, NULL);
	if (run == NULL) {
		passage_tell(
			"%s",
			_("remedy why: this shell knows of no failure; after one, ask again (remedy doctor checks the rest)\n"));
		return STATUS_NONE;
	}
	struct catalog *catalog = catalog_open(a, run->cwd, NULL);
	int status = failure_page(a, catalog, run);
	catalog_close(catalog);
	return status;
}

const struct command command_why = {
	.name = "why",
	.usage = "[ID]",
	.summary = N_("everything about the last failure, or about a pattern"),
	.help = N_("Without ID: the cause, every fix with its reason, the facts that led to the verdict,\n"
		   "and where to read on. With the ID of a pattern: its page, with examples.\n"
		   "\n"
		   "Example: remedy why cffi-backend-other-abi\n"),
	.run = why_run,
};
