namespace Archivist.Repository.Crypto;

/// <summary>The SHA-256 of one message that comes in parts. Not thread-safe.</summary>
public abstract class RunningSha256 : IDisposable
{
    private protected RunningSha256()
    {
    }

    /// <summary>Takes in the next bytes of the message.</summary>
    public abstract void Append(ReadOnlySpan<byte> part);

    /// <summary>The digest of all parts; the next part begins another message.</summary>
    public abstract Digest Finish();

    /// <inheritdoc/>
    public abstract void Dispose();
}
