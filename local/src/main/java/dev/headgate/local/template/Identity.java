package dev.headgate.local.template;

import java.util.Map;
import java.util.Optional;

/**
 * How a resource is referred to.
 *
 * @param name its physical name
 * @param ref what {@code Ref} gives
 * @param attributes what {@code Fn::GetAtt} gives
 */
record Identity(String name, String ref, Map<String, String> attributes) {

    Identity {
        attributes = Map.copyOf(attributes);
    }

    /** Its ARN. @throws NoSuchElementException if the resource has no ARN, which its kind rules out */
    String arn() {
        return Optional.ofNullable(attributes.get("Arn")).orElseThrow();
    }
}
