/** What a plugin's own tests are written with: start with {@link org.clientele.plugintest.PluginFixture}. */
@NullMarked
package org.clientele.plugintest;

import org.jspecify.annotations.NullMarked;
