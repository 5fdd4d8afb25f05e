/* Any bytes as a run's text: no crash, no leak, and what comes out keeps its
 * promises (failure.h). Built with libFuzzer:
 *
 *   clang -fsanitize=fuzzer,address,undefined … tests/fuzz/fuzz_failure.c
 *
 * The first byte chooses how the text was written: by one process, by two that
 * wrote at once, with which status. tests/unit/test_hostile.c replays a fixed set
 * of inputs through the same function. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "failure/failure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
	if (!holds)
		abort();
}

/* UTF-8 without control characters other than newline and tab. */
static void
check_text(const char *s)
{
	require(s != NULL);
	for (size_t i = 0, n = strlen(s); i < n;) {
		size_t length;
		int code = text_decode(s + i, n - i, &length);
		require(code == '\n' || code == '\t' ||
			(code >= 0x20 && code != 0x7f && !(code >= 0x80 && code < 0xa0)));
		i += length;
	}
}

static void
check_failure(const struct failures *all, const struct failure *f, int depth)
{
	for (int steps = 0; f != NULL; f = f->cause, steps++) {
		require(steps < 1 << 22);
		check_text(f->type);
		check_text(f->message);
		check_text(f->name);
		require(f->offset <= f->end && f->end <= all->size);
		require((f->cause == NULL) == (f->link == LINK_NONE));
		for (size_t i = 0; i < f->frame_count; i++) {
			check_text(f->frames[i].file);
			require(f->frames[i].line >= 0 && f->frames[i].caret_from >= 0);
			require(f->frames[i].caret_from <= f->frames[i].caret_to);
			if (f->frames[i].function != NULL)
				check_text(f->frames[i].function);
			if (f->frames[i].source != NULL)
				check_text(f->frames[i].source);
		}
		for (const char **note = f->notes; note != NULL && *note != NULL; note++)
			check_text(*note);
		if (f->source != NULL)
			check_text(f->source);
		failure_user_frame(f);
		require(depth < 64);
		for (struct failure **m = f->members; m != NULL && *m != NULL; m++)
			check_failure(all, *m, depth + 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	uint8_t choice = size > 0 ? data[0] : 0;
	char *text = arena_strndup(a, size > 0 ? (const char *)data + 1 : "", size > 0 ? size - 1 : 0);
	struct process processes[2] = {{.pid = 1, .python = true},
				       {.pid = 2, .python = true, .ended = true, .status = 1}};
	struct run r = {.text = text, .size = size > 0 ? size - 1 : 0, .status = (choice & 0x0f) == 0 ? -1 : choice};
	if (choice & 0x80) {
		/* Pieces of changing length, by two processes. */
		size_t count = r.size / 32 + 1;
		r.pieces = arena_array(a, count, sizeof(*r.pieces));
		for (size_t i = 0; i < count; i++) {
			r.pieces[i].offset = i * 32;
			r.pieces[i].process = (i * 7 / 3 + choice) % 2;
		}
		r.piece_count = count;
		r.processes = processes;
		r.count = 2;
	}
	struct failures *f = failure_parse(a, &r);
	check_text(f->text);
	require(strlen(f->text) == f->size);
	bool rooted = f->root == NULL;
	for (size_t i = 0; i < f->count; i++) {
		check_failure(f, f->all[i], 0);
		rooted = rooted || f->root != NULL;
	}
	require(rooted);
	arena_free(a);
	return 0;
}
