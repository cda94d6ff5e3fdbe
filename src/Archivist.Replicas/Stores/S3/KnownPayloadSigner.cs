using Amazon.Runtime;
using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace Archivist.Replicas.Stores.S3;

/// <summary>
/// Signs a request whose payload hash is known (AWS Signature Version 4, "Create a canonical request"). The SDK's signer reads a body once to hash it and once more to send it, and a body
/// that comes from another server would come twice. The hash is the object's name, so that the service checks what arrives against the name.
/// </summary>
internal sealed class KnownPayloadSigner(string hash) : AWS4Signer
{
    private const string HashHeader = "x-amz-content-sha256", Service = "s3";

    public override void Sign(IRequest request, IClientConfig clientConfig, RequestMetrics metrics, BaseIdentity identity)
    {
        var keys = ((AWSCredentials)identity).GetCredentials();
        var time = InitializeHeaders(request.Headers, request.Endpoint);
        request.Headers[HashHeader] = hash;
        request.UseDoubleEncoding = false;
        request.DeterminedSigningRegion = DetermineSigningRegion(clientConfig, Service, request.AlternateEndpoint, request);
        request.SignatureVersion = SignatureVersion.SigV4;
        var headers = SortAndPruneHeaders(request.Headers);
        var canonical = CanonicalizeRequest(
            request.Endpoint, request.ResourcePath, request.HttpMethod, headers, CanonicalizeQueryParameters(GetParametersToCanonicalize(request)), hash, request.PathResources,
            request.UseDoubleEncoding);
        request.AWS4SignerResult = ComputeSignature(keys, request.DeterminedSigningRegion, time, Service, CanonicalizeHeaderNames(headers), canonical);
        request.Headers["Authorization"] = request.AWS4SignerResult.ForAuthorizationHeader;
    }
}
