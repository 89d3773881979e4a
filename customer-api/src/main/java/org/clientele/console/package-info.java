/** The web console, as far as plugins extend it: register a {@link org.clientele.console.ConsoleExtension}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.console;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
