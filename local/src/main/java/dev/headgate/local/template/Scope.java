package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/** What names mean where an intrinsic function is resolved. */
interface Scope {

    /** What {@code Ref} gives: text, or a list for a parameter that is one. @throws TemplateException if unknown */
    JsonNode ref(String name, String path);

    /** What {@code Fn::GetAtt} gives. @throws TemplateException if there is no such attribute here */
    JsonNode attribute(String name, String attribute, String path);

    /** Whether a named condition holds. @throws TemplateException if there is none */
    boolean condition(String name, String path);

    /** What {@code Fn::FindInMap} gives. @throws TemplateException if there is no such entry */
    JsonNode mapping(String map, String first, String second, String path);
}
