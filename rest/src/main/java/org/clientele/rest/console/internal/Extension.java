package org.clientele.rest.console.internal;

import java.util.Map;
import java.util.SortedSet;

/**
 * A module of the console as callers know it.
 *
 * @param id the feature's word, a dot and the name of the module: the same over releases
 * @param feature the id of the feature that brings it
 * @param title what people read where it fails
 * @param places what it adds: {@code tab}, {@code card}, {@code column-cell}, {@code list-tab}, {@code bulk-action}, {@code stat} or {@code nav}
 * @param scope that callers hold who are told of it
 * @param module the address of the module
 * @param messages the addresses of its texts by language
 */
public record Extension(
        String id,
        String feature,
        String title,
        SortedSet<String> places,
        String scope,
        String module,
        Map<String, String> messages) {}
