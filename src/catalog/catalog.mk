# The built-in catalog: its sources, and what the binary just built makes of them.
PATTERNS := $(wildcard patterns/*.yaml)

all: $(BUILD)/share/remedy/catalog.cdb

$(BUILD)/share/remedy/catalog.cdb: $(PATTERNS) $(BUILD)/bin/remedy
	@mkdir -p $(BUILD)/share/remedy/patterns
	@rm -f $(BUILD)/share/remedy/patterns/*.yaml
	$(if $(PATTERNS),cp $(PATTERNS) $(BUILD)/share/remedy/patterns/)
	$(BUILD)/bin/remedy patterns compile $(BUILD)/share/remedy/patterns $@
