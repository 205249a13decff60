/**
 * The error codes that each service's model names. Step Functions reports these by their name; any other code
 * becomes the service's general exception. From the models in the AWS SDK for JavaScript 3.1164 to 3.1169.
 */
export const modelledErrors = {
  athena: words(`
    InternalServerException InvalidRequestException MetadataException ResourceNotFoundException
    SessionAlreadyExistsException TooManyRequestsException`),
  glue: words(`
    AccessDeniedException AlreadyExistsException ColumnStatisticsTaskNotRunningException
    ColumnStatisticsTaskRunningException ColumnStatisticsTaskStoppingException ConcurrentModificationException
    ConcurrentRunsExceededException ConditionCheckFailureException ConflictException CrawlerNotRunningException
    CrawlerRunningException CrawlerStoppingException EntityNotFoundException
    FederatedResourceAlreadyExistsException FederationSourceException FederationSourceRetryableException
    GlueEncryptionException IdempotentParameterMismatchException IllegalBlueprintStateException
    IllegalSessionStateException IllegalWorkflowStateException IntegrationConflictOperationFault
    IntegrationNotFoundFault IntegrationQuotaExceededFault InternalServerException InternalServiceException
    InvalidInputException InvalidIntegrationStateFault InvalidStateException KMSKeyNotAccessibleFault
    MLTransformNotReadyException MaterializedViewRefreshTaskNotRunningException
    MaterializedViewRefreshTaskRunningException MaterializedViewRefreshTaskStoppingException NoScheduleException
    OperationNotSupportedException OperationTimeoutException PermissionTypeMismatchException
    ResourceNotFoundException ResourceNotReadyException ResourceNumberLimitExceededException
    SchedulerNotRunningException SchedulerRunningException SchedulerTransitioningException SessionBusyException
    TargetResourceNotFound ThrottlingException ValidationException VersionMismatchException`),
  lambda: words(`
    AliasLimitExceededException CallbackTimeoutException CapacityProviderLimitExceededException
    CodeArtifactUserDeletedException CodeArtifactUserFailedException CodeArtifactUserPendingException
    CodeSigningConfigNotFoundException CodeStorageExceededException CodeVerificationFailedException
    DurableExecutionAlreadyStartedException EC2AccessDeniedException EC2ThrottledException
    EC2UnexpectedException EFSIOException EFSMountConnectivityException EFSMountFailureException
    EFSMountTimeoutException ENILimitReachedException ENINotReadyException
    FunctionVersionsPerCapacityProviderLimitExceededException InvalidCodeSignatureException
    InvalidParameterValueException InvalidRequestContentException InvalidRuntimeException
    InvalidSecurityGroupIDException InvalidSubnetIDException InvalidZipFileException KMSAccessDeniedException
    KMSDisabledException KMSInvalidStateException KMSNotFoundException ModeNotSupportedException
    NoPublishedVersionException PolicyLengthExceededException PreconditionFailedException
    ProvisionedConcurrencyConfigNotFoundException PublicPolicyException RecursiveInvocationException
    RequestTooLargeException ResourceConflictException ResourceInUseException ResourceNotFoundException
    ResourceNotReadyException S3FilesMountConnectivityException S3FilesMountFailureException
    S3FilesMountTimeoutException SerializedRequestEntityTooLargeException ServiceException
    ServiceQuotaExceededException SnapStartException SnapStartNotReadyException
    SnapStartRegenerationFailureException SnapStartTimeoutException SubnetIPAddressLimitReachedException
    TooManyRequestsException UnsupportedMediaTypeException`),
  // Without AccessDenied, which S3 reported as its general exception before the model had it, and with
  // PreconditionFailed, which the model lacks and Step Functions names all the same.
  s3: words(`
    AnnotationLimitExceeded AnnotationNameTooLong BucketAlreadyExists BucketAlreadyOwnedByYou
    EncryptionTypeMismatch IdempotencyParameterMismatch InvalidAnnotationName InvalidObjectState InvalidPrefix
    InvalidRequest InvalidWriteOffset NoSuchAnnotation NoSuchBucket NoSuchKey NoSuchUpload NotFound
    ObjectAlreadyInActiveTierError ObjectNotInActiveTierError PreconditionFailed TooManyParts
    UnsupportedMediaType`),
  sfn: words(`
    ActivityAlreadyExists ActivityDoesNotExist ActivityLimitExceeded ActivityWorkerLimitExceeded
    ConflictException ExecutionAlreadyExists ExecutionDoesNotExist ExecutionLimitExceeded ExecutionNotRedrivable
    InvalidArn InvalidDefinition InvalidEncryptionConfiguration InvalidExecutionInput
    InvalidLoggingConfiguration InvalidName InvalidOutput InvalidToken InvalidTracingConfiguration
    KmsAccessDeniedException KmsInvalidStateException KmsThrottlingException MissingRequiredParameter
    ResourceNotFound ServiceQuotaExceededException StateMachineAlreadyExists StateMachineDeleting
    StateMachineDoesNotExist StateMachineLimitExceeded StateMachineTypeNotSupported TaskDoesNotExist TaskTimedOut
    TooManyTags ValidationException`),
} as const satisfies Record<string, ReadonlySet<string>>;

/** The local services that state machines call. */
export type CalledService = keyof typeof modelledErrors;

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
