package dev.headgate.local.cloud;

/** What a local run serves, with the port that people know it by. */
public enum Endpoint {
    LAMBDA("Lambda", 3001, "AWS_ENDPOINT_URL_LAMBDA"),
    STEP_FUNCTIONS("Step Functions", 8083, "AWS_ENDPOINT_URL_SFN"),
    DYNAMODB("DynamoDB", 8000, "AWS_ENDPOINT_URL_DYNAMODB"),
    SQS("SQS", 9324, "AWS_ENDPOINT_URL_SQS"),
    S3("S3", 9090, "AWS_ENDPOINT_URL_S3"),
    CLOUDWATCH("CloudWatch", 3002, "AWS_ENDPOINT_URL_CLOUDWATCH"),
    SECRETS_MANAGER("Secrets Manager", 0, "AWS_ENDPOINT_URL_SECRETS_MANAGER");

    private final String title;
    private final int defaultPort;
    private final String variable;

    Endpoint(String title, int defaultPort, String variable) {
        this.title = title;
        this.defaultPort = defaultPort;
        this.variable = variable;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** The port it listens on unless told otherwise; 0 for any free one. */
    public int defaultPort() {
        return defaultPort;
    }

    /** The variable by which the AWS SDKs and the AWS CLI find it. */
    public String variable() {
        return variable;
    }
}
