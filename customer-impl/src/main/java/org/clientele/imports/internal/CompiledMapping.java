package org.clientele.imports.internal;

import java.util.Optional;

/** A mapping that was checked and is ready to be applied. */
record CompiledMapping(Mapping mapping, Template document, Optional<Template> lines) {}
