/* The functions behind ours, found in the dynamic linker's own list of objects.
 * dlsym would do the same, but takes locks, may call the program's malloc, and
 * is not there in every process of an older glibc. */
#include "capture/shim/shim.h"

#include <elf.h>
#include <link.h>

#include "capture/shim/text.h"

extern struct r_debug _r_debug __attribute__((weak));        /* glibc */
extern struct r_debug *_dl_debug_addr __attribute__((weak)); /* musl */
extern ElfW(Dyn) _DYNAMIC[] __attribute__((visibility("hidden")));

#define SYMBOL_NAME(name) #name,
static const char *const names[] = {SYMBOLS(SYMBOL_NAME)};
#undef SYMBOL_NAME
void *symbol_found[SYMBOL_COUNT];
static const struct link_map *owner[SYMBOL_COUNT];
static bool searched;

struct object {
	const ElfW(Sym) * symbols;
	const char *strings;
	const uint32_t *gnu_hash;
	const uint32_t *hash;
	const uint16_t *versions;
	ElfW(Addr) load;
};

/* glibc relocates the addresses in a dynamic section in place, musl does not. */
static const void *
object_address(ElfW(Addr) load, ElfW(Addr) value)
{
	return (const void *)(value < load ? load + value : value);
}

static struct object
object_read(const struct link_map *map)
{
	struct object o = {.load = map->l_addr};
	for (const ElfW(Dyn) *d = map->l_ld; d->d_tag != DT_NULL; d++) {
		const void *at = object_address(map->l_addr, d->d_un.d_ptr);
		if (d->d_tag == DT_SYMTAB)
			o.symbols = at;
		else if (d->d_tag == DT_STRTAB)
			o.strings = at;
		else if (d->d_tag == DT_GNU_HASH)
			o.gnu_hash = at;
		else if (d->d_tag == DT_HASH)
			o.hash = at;
		else if (d->d_tag == DT_VERSYM)
			o.versions = at;
	}
	return o;
}

/* The address of symbol `index` if it defines function `name` in its default
 * version. */
static void *
object_function(const struct object *o, uint32_t index, const char *name)
{
	const uint16_t hidden = 0x8000; /* an old version: name@VERSION */
	const ElfW(Sym) *s = &o->symbols[index];
	if (s->st_shndx == SHN_UNDEF || ELF64_ST_TYPE(s->st_info) != STT_FUNC ||
	    ELF64_ST_BIND(s->st_info) == STB_LOCAL || !text_same(o->strings + s->st_name, name))
		return NULL;
	if (o->versions != NULL && (o->versions[index] & hidden))
		return NULL;
	return (void *)(o->load + s->st_value);
}

static void *
object_find_gnu(const struct object *o, const char *name)
{
	uint32_t hash = 5381;
	for (const char *p = name; *p != '\0'; p++)
		hash = hash * 33 + (unsigned char)*p;
	const uint32_t *table = o->gnu_hash;
	uint32_t bucket_count = table[0], offset = table[1], bloom_size = table[2], shift = table[3];
	if (bucket_count == 0 || bloom_size == 0)
		return NULL;
	const ElfW(Addr) *bloom = (const ElfW(Addr) *)(table + 4);
	ElfW(Addr) word = bloom[hash / 64 % bloom_size];
	if (!(word >> hash % 64 & word >> (hash >> shift) % 64 & 1))
		return NULL;
	const uint32_t *buckets = (const uint32_t *)(bloom + bloom_size);
	const uint32_t *chain = buckets + bucket_count;
	uint32_t index = buckets[hash % bucket_count];
	if (index < offset)
		return NULL;
	for (;; index++) {
		uint32_t entry = chain[index - offset];
		void *at = (entry | 1) == (hash | 1) ? object_function(o, index, name) : NULL;
		if (at != NULL || (entry & 1))
			return at;
	}
}

static void *
object_find_sysv(const struct object *o, const char *name)
{
	uint32_t hash = 0;
	for (const char *p = name; *p != '\0'; p++) {
		hash = (hash << 4) + (unsigned char)*p;
		uint32_t high = hash & 0xf0000000u;
		hash = (hash ^ high >> 24) & ~high;
	}
	uint32_t bucket_count = o->hash[0];
	if (bucket_count == 0)
		return NULL;
	const uint32_t *buckets = o->hash + 2;
	const uint32_t *chain = buckets + bucket_count;
	for (uint32_t index = buckets[hash % bucket_count]; index != 0; index = chain[index]) {
		void *at = object_function(o, index, name);
		if (at != NULL)
			return at;
	}
	return NULL;
}

/* The object behind this library in the order of symbol lookup. */
static const struct link_map *
object_next(void)
{
	const struct r_debug *debug = &_r_debug;
	if (debug == NULL)
		debug = &_dl_debug_addr != NULL ? _dl_debug_addr : NULL;
	const struct link_map *map = debug != NULL ? debug->r_map : NULL;
	while (map != NULL && map->l_ld != _DYNAMIC)
		map = map->l_next;
	return map != NULL ? map->l_next : NULL;
}

static void
symbol_search(enum symbol first, enum symbol last)
{
	for (const struct link_map *map = object_next(); map != NULL; map = map->l_next) {
		struct object o = object_read(map);
		if (o.symbols == NULL || o.strings == NULL)
			continue;
		for (int s = first; s <= (int)last; s++) {
			if (__atomic_load_n(&symbol_found[s], __ATOMIC_RELAXED) != NULL)
				continue;
			void *at = o.gnu_hash != NULL ? object_find_gnu(&o, names[s])
				   : o.hash != NULL   ? object_find_sysv(&o, names[s])
						      : NULL;
			owner[s] = map;
			__atomic_store_n(&symbol_found[s], at, __ATOMIC_RELAXED);
		}
	}
}

void
symbol_find(void)
{
	symbol_search(0, SYMBOL_COUNT - 1);
	searched = true;
}

void *
symbol_look(enum symbol s)
{
	/* Another library's constructor may call before ours has run. */
	if (!searched)
		symbol_search(s, s);
	return __atomic_load_n(&symbol_found[s], __ATOMIC_RELAXED);
}

bool
symbol_is_foreign(enum symbol s)
{
	return symbol_found[s] != NULL && symbol_found[SYMBOL___libc_start_main] != NULL &&
	       owner[s] != owner[SYMBOL___libc_start_main];
}
