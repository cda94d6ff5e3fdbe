using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Archivist.Replicas.Stores.S3;

/// <summary>The step of the SDK that has a request signed by <see cref="KnownPayloadSigner"/> when the hash of its payload is known.</summary>
internal sealed class KnownPayloads : PipelineHandler
{
    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        if (S3Exchange.Current?.BodyHash is { } hash)
            executionContext.RequestContext.Signer = new KnownPayloadSigner(hash);
        return base.InvokeAsync<T>(executionContext);
    }
}
