using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Archivist.Replicas.Stores.Http;

namespace Archivist.Replicas.Stores.S3;

/// <summary>The SDK's client, set for services of any vendor: no checksums beside the signature, no chunks, no retries, nothing from files or variables of AWS.</summary>
internal sealed class S3Client(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    /// <summary>A client for one location. It does not own the connections.</summary>
    internal static S3Client Create(S3Location location, StoreAccess access, StoreCredentials credentials, HttpMessageHandler connections) => new(
        credentials.SessionToken is { } token ? new SessionAWSCredentials(credentials.User, credentials.Password, token) : new BasicAWSCredentials(credentials.User, credentials.Password),
        new AmazonS3Config
        {
            // Before the address: otherwise the SDK looks for a region in files.
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            AuthenticationRegion = access.Region ?? location.Region,
            ServiceURL = location.Endpoint.AbsoluteUri,
            ForcePathStyle = !access.IsVirtualHost,
            UseHttp = location.Endpoint.Scheme == Uri.UriSchemeHttp,
            IgnoreConfiguredEndpointUrls = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            DisableS3ExpressSessionAuth = true,
            AllowAutoRedirect = false,
            DisableLogging = true,
            Timeout = Timeout.InfiniteTimeSpan,
            HttpClientFactory = new SharedConnections(connections),
        });

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerBefore<Signer>(new KnownPayloads());
    }

    private sealed class SharedConnections(HttpMessageHandler connections) : HttpClientFactory
    {
        private readonly HttpClient _http = HttpConnection.Over(new S3Answers(connections));

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
