namespace Archivist.Repository.Crypto;

/// <summary>The SHA-256 of one message that comes in parts. Not thread-safe.</summary>
internal abstract class RunningSha256 : IDisposable
{
    internal abstract void Append(ReadOnlySpan<byte> part);

    /// <summary>The digest of all parts; the next part begins another message.</summary>
    internal abstract Digest Finish();

    public abstract void Dispose();
}
