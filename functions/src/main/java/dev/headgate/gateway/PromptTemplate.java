package dev.headgate.gateway;

/** The prompt, with {@code {text}} where the item's text goes. */
public record PromptTemplate(String template) {
    private static final String PLACE = "{text}";

    /**
     * @throws IllegalArgumentException if the place is missing: each item would be asked the same question
     */
    public PromptTemplate {
        if (!template.contains(PLACE)) {
            throw new IllegalArgumentException("the prompt template must contain {text}, got none");
        }
    }

    /** Returns the prompt for a text. What the text contains is not looked at: a place in it stays as it is. */
    String fill(String text) {
        return template.replace(PLACE, text);
    }
}
