namespace Archivist.Repository.Crypto;

/// <summary>Signs with one Ed25519 key. Thread-safe.</summary>
internal abstract class Ed25519Signer : IDisposable
{
    /// <summary>32 bytes.</summary>
    internal abstract ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>64 bytes; the same for the same message.</summary>
    internal abstract byte[] Sign(ReadOnlySpan<byte> message);

    public abstract void Dispose();
}
