/** A host with a catalogue of its own. */
package org.clientele.itests.plugins.hostcatalogue;
