# The host tool: build/selfmap on the host library, built by clang too so that both compilers' warnings hold.

TOOL := $(BUILD)/selfmap
TOOL_SOURCES := $(sort $(wildcard boot/tool/*.c))
TOOL_HEADERS := $(sort $(wildcard boot/tool/*.h impl/include/selfmap/*.h))
TOOL_FLAGS := -std=c11 -D_GNU_SOURCE -O2 $(WARNINGS) $(INCLUDES)

all: $(TOOL) $(BUILD)/clang/selfmap

# An archive, as for gcc: the tool takes the files it needs, and the mapper's door to the hardware stays out.
CLANG_LIBRARY := $(BUILD)/clang/libselfmap.a

$(CLANG_LIBRARY): $(CLANG_OBJECTS)
	@mkdir -p $(@D)
	rm -f $@ && ar rcs $@ $^

$(TOOL): $(TOOL_SOURCES) $(TOOL_HEADERS) $(HOST_LIBRARY)
	@mkdir -p $(@D)
	$(GCC) $(TOOL_FLAGS) $(TOOL_SOURCES) $(HOST_LIBRARY) -o $@

$(BUILD)/clang/selfmap: $(TOOL_SOURCES) $(TOOL_HEADERS) $(CLANG_LIBRARY)
	@mkdir -p $(@D)
	$(CLANG) $(TOOL_FLAGS) $(TOOL_SOURCES) $(CLANG_LIBRARY) -o $@

.PHONY: tool-test

tool-test: $(TOOL) $(BUILD)/clang/selfmap ## the host tool against independent arithmetic, and every bad input
	@$(PYTHON) boot/tool/test.py $(TOOL) $(BUILD)/clang/selfmap
