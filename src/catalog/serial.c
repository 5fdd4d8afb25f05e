#include "catalog/serial.h"

#include <string.h>

/* What is serialized begins with four numbers of 32 bits, of which only the last,
 * how many expressions follow, differs; then the tables. serial_write compares. */
enum { NUMBER = sizeof(int32_t), NUMBERS = 4 * NUMBER };

struct serial_head
serial_head(struct arena *a)
{
	struct serial_head head = {NULL, 0};
	uint32_t tables = 0;
	int code;
	PCRE2_SIZE offset, size = 0;
	uint8_t *bytes = NULL;
	const pcre2_code *least = pcre2_compile((PCRE2_SPTR) "a", 1, 0, &code, &offset, NULL);
	if (least == NULL || pcre2_config(PCRE2_CONFIG_TABLES_LENGTH, &tables) < 0 ||
	    pcre2_serialize_encode(&least, 1, &bytes, &size, NULL) != 1)
		size = 0;
	if (size > NUMBERS + tables) {
		head.size = NUMBERS + tables;
		head.bytes = memcpy(arena_alloc(a, head.size), bytes, head.size);
	}
	pcre2_serialize_free(bytes);
	pcre2_code_free((pcre2_code *)least);
	return head;
}

static void
head_put(uint8_t *to, struct serial_head head, int32_t count)
{
	memcpy(to, head.bytes, head.size);
	memcpy(to + NUMBERS - NUMBER, &count, NUMBER);
}

bool
serial_write(struct buf *b, struct serial_head head, const pcre2_code **codes, int32_t count)
{
	uint8_t *bytes = NULL;
	PCRE2_SIZE size = 0;
	uint8_t *begin = arena_alloc(b->arena, head.size);
	bool good = head.size > NUMBERS && pcre2_serialize_encode(codes, count, &bytes, &size, NULL) == count &&
		    size > head.size;
	if (good) {
		head_put(begin, head, count);
		good = memcmp(begin, bytes, head.size) == 0;
	}
	if (good)
		buf_add(b, (const char *)bytes + head.size, size - head.size);
	pcre2_serialize_free(bytes);
	return good;
}

static void *
piece_new(PCRE2_SIZE size, void *a)
{
	return arena_alloc(a, size);
}

/* It goes with its arena. */
static void
piece_free(void *piece, void *a)
{
	(void)piece;
	(void)a;
}

bool
serial_read(struct arena *a, struct serial_head head, const void *bytes, size_t size, pcre2_code **codes, int32_t count)
{
	if (head.size <= NUMBERS || size == 0)
		return false;
	uint8_t *whole = arena_alloc(a, head.size + size);
	head_put(whole, head, count);
	memcpy(whole + head.size, bytes, size);
	for (int32_t i = 0; i < count; i++)
		codes[i] = NULL;
	if (pcre2_serialize_decode(codes, count, whole, pcre2_general_context_create(piece_new, piece_free, a)) ==
	    count)
		return true;
	for (int32_t i = 0; i < count; i++) {
		pcre2_code_free(codes[i]);
		codes[i] = NULL;
	}
	return false;
}
