#include "commands/lesson.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/commandline.h"
#include "commands/diagnosis.h"
#include "commands/input.h"
#include "commands/passage.h"
#include "commands/typing.h"
#include "memory/inbox.h"
#include "memory/mask.h"
#include "memory/shape.h"
#include "memory/store.h"

enum { PASTE_LIMIT = 4 * 1024 * 1024 };

/* What is typed or pasted, until Ctrl-D or a line with a dot alone. */
static char *
read_paste(struct arena *a)
{
	struct buf text = buf_new(a);
	char chunk[4096];
	size_t line = 0; /* where the last one begins */
	if (isatty(STDIN_FILENO))
		passage_print(a, stderr, _("Paste what was printed; Ctrl-D, or a line with a dot alone, ends it.\n"));
	while (text.size < PASTE_LIMIT) {
		ssize_t n = read(STDIN_FILENO, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		buf_add(&text, chunk, (size_t)n);
		if (strcmp(text.text + line, ".\n") == 0) {
			text.size = line;
			text.text[line] = '\0';
			break;
		}
		if (text.text[text.size - 1] == '\n')
			line = text.size;
	}
	return text.text;
}

static int
begin_with_run(struct lesson *l, const struct run *run)
{
	struct catalog *catalog = catalog_open(l->a, run->cwd, NULL);
	struct diagnosis d = diagnosis_parse(l->a, catalog, run);
	diagnosis_hints(l->a, catalog, &d, 1);
	const struct failure *root = d.failures->root;
	if (root == NULL) {
		passage_tell("%s", _("remedy add: no failure was read in it; remedy explain --trace tells what was\n"));
	} else {
		l->failures = d.failures;
		l->draft = draft_of_failure(l->a, d.failures, root);
		l->shape = shape_of(l->a, root->type, root->message);
		if (d.hints.count > 0)
			passage_print(l->a, stderr, _("The pattern %s knows it already; yours will speak instead.\n"),
				      d.hints.all[0].id);
	}
	catalog_close(catalog);
	return root != NULL ? STATUS_DONE : STATUS_NONE;
}

/* What can be made of a shape, if its words say enough. */
static int
begin_with_draft(struct lesson *l, const char *shape)
{
	l->draft = draft_of_shape(l->a, shape);
	if (draft_is_wide(&l->draft)) {
		passage_tell(
			_("remedy add: nothing can be learned from '%s': the words that are kept of it are too few, a pattern would speak to nearly every %s; after it fails again, remedy add --from-last has them all\n"),
			text_safe(l->a, shape, 200), l->draft.exception);
		return STATUS_NONE;
	}
	if (*l->draft.match == '\0')
		passage_print(l->a, stderr, _("No word of its message stays: this will speak to every %s.\n"),
			      l->draft.exception);
	return STATUS_DONE;
}

/* One of the inbox: the last failure itself if it was of this shape, else what can
 * be made of the shape. */
static int
begin_with_shape(struct lesson *l, unsigned number)
{
	const struct inbox in = inbox_read(l->a);
	if (number > in.count) {
		passage_tell("%s", _("remedy add: there is no such number in the inbox; remedy inbox shows it\n"));
		return STATUS_USAGE;
	}
	l->shape = in.all[number - 1].shape;
	const struct run *run = commandline_last(l->a, &l->ring);
	const struct failure *root = run != NULL ? failure_parse(l->a, run)->root : NULL;
	if (root != NULL && strcmp(shape_of(l->a, root->type, root->message), l->shape) == 0)
		return begin_with_run(l, run);
	return begin_with_draft(l, l->shape);
}

/* What cured it, as it is typed for a fix. What cannot be run again as it stands is said. */
static char *
fix_of_cure(struct arena *a, const struct cure *c)
{
	struct buf text = buf_new(a);
	for (const char *p = c->line; *p != '\0'; p++) {
		buf_add_char(&text, *p);
		if (*p == '{' || *p == '}') /* else a group of the expression */
			buf_add_char(&text, *p);
	}
	if (strcmp(c->kind, "edit") == 0)
		return arena_printf(a, "say: %s", arena_printf(a, _("a change of %s"), text.text));
	return arena_printf(a, "%s: %s", mask_is_in(c->line) ? "say" : "run", text.text);
}

/* A failure that was cured, with what cured it as the first fix. */
static int
begin_with_cure(struct lesson *l, unsigned number)
{
	enum store_state state;
	size_t count;
	const struct store_cure *all = store_cures(l->a, STORE_CURES, &count, &state);
	for (size_t i = 0; i < count; i++) {
		if (all[i].id != (int64_t)number)
			continue;
		if (begin_with_draft(l, all[i].shape) != STATUS_DONE)
			return STATUS_NONE;
		draft_add_fix(l->a, &l->draft, fix_of_cure(l->a, &all[i].cure));
		l->draft.where = "remedy history";
		return STATUS_DONE;
	}
	passage_tell("%s", _("remedy add: there is no such cure; remedy history --cures shows them\n"));
	return STATUS_USAGE;
}

static int
begin_with_text(struct lesson *l, const char *text, size_t size)
{
	return begin_with_run(l, run_from_text(l->a, text, size, NULL, -1));
}

int
lesson_begin(struct lesson *l, const struct lesson_source *from)
{
	if (from->file != NULL) {
		struct input in;
		if (!input_read(&in, from->file)) {
			fprintf(stderr, "remedy add: %s: %s\n", text_safe(l->a, from->file, 1000), strerror(errno));
			return STATUS_USAGE;
		}
		return begin_with_text(l, in.text, in.size);
	}
	if (from->inbox > 0)
		return begin_with_shape(l, from->inbox);
	if (from->cure > 0)
		return begin_with_cure(l, from->cure);
	const struct run *run = from->paste ? NULL : commandline_last(l->a, &l->ring);
	if (run != NULL) {
		l->shell = run->shell;
		return begin_with_run(l, run);
	}
	if (from->from_last || (!from->paste && !typing_possible())) {
		passage_tell(
			"%s",
			_("remedy add: this shell knows of no failure; name a file with what was printed, or say --paste\n"));
		return STATUS_NONE;
	}
	const char *text = read_paste(l->a);
	return begin_with_text(l, text, strlen(text));
}
