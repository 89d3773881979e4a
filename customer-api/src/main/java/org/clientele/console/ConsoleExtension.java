package org.clientele.console;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says that a feature's bundle brings a module for the web console. Register one as a service with the properties named here; it has
 * no code and is never called. While it is registered, {@code GET /console/extensions} tells consoles of it, which import the module and
 * call its {@code activate(host)}.
 *
 * <p>What lies in the bundle's folder {@code console} is served at {@code /console-ext/<word>/<version>/}, to everybody and without
 * credentials: nothing in it may be secret. {@code .js}, {@code .css}, {@code .json} and {@code .svg} are, in folders too; other files are not. The version changes with the content, so
 * that browsers keep files for good; modules import each other by relative paths.
 *
 * <p>Texts are in {@code console/messages_<language>.json}, one flat object of keys and texts for each BCP 47 language, with at least
 * {@code messages_en.json}. Keys begin with the feature's word and a dot, and each file has all of them.
 */
@ConsumerType
public interface ConsoleExtension {
    /** The folder of the bundle. */
    String FOLDER = "console";

    /** The service property with the path of the module below {@link #FOLDER}, such as {@code tab.js}. Required. */
    String MODULE = "console.module";

    /** The service property with what people read where the module fails, in English. Required. */
    String TITLE = "console.title";

    /**
     * The service property with what the module adds, one or more: {@code tab} or {@code card} of a customer, {@code column-cell}, {@code
     * list-tab}, {@code bulk-action} or {@code stat} of the list, {@code nav} for a page of its own. The console imports it where one of them is shown. Required.
     */
    String PLACES = "console.places";

    /** The service property with the scope that a caller must hold to be told of it, such as {@code loyalty:read}. Required. */
    String SCOPE = "console.scope";
}
