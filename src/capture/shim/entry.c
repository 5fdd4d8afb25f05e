#include "capture/shim/entry.h"

#include "capture/shim/shim.h"

void
entry_choose(void)
{
#define ENTRY_CHOOSE(name, calls)                                                                                      \
	if ((symbol_is_foreign(SYMBOL_##name) || symbol_is_foreign(SYMBOL_##calls)) &&                                 \
	    symbol_next(SYMBOL_##name) != NULL)                                                                        \
		entry_##name = symbol_next(SYMBOL_##name);
	ENTRIES(ENTRY_CHOOSE)
#undef ENTRY_CHOOSE
}
