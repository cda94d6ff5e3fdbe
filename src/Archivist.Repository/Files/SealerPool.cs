using System.Collections.Concurrent;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Files;

/// <summary>Sealers for one key, one per concurrent use. Thread-safe.</summary>
internal sealed class SealerPool(SealingKey key, CryptoPrimitives crypto) : IDisposable
{
    private readonly ConcurrentBag<Sealer> _idle = [];

    /// <summary>Sealers of the implementation that was chosen for this process.</summary>
    internal SealerPool(SealingKey key) : this(key, CryptoPrimitives.Chosen)
    {
    }

    /// <summary>The master key, to be sealed under another password.</summary>
    internal SealingKey Key => key;

    /// <summary>The implementation of the sealers.</summary>
    internal CryptoPrimitives Crypto => crypto;

    /// <summary>Seals into the start of <paramref name="destination"/> and returns how many bytes that took.</summary>
    internal int Seal(ReadOnlySpan<byte> plaintext, Span<byte> destination)
    {
        var sealer = Rent();
        try
        {
            return sealer.Seal(plaintext, destination);
        }
        finally
        {
            _idle.Add(sealer);
        }
    }

    /// <summary>Seals into a new array.</summary>
    internal byte[] Seal(ReadOnlySpan<byte> plaintext)
    {
        var message = GC.AllocateUninitializedArray<byte>(plaintext.Length + Sealer.Overhead);
        Seal(plaintext, message);
        return message;
    }

    /// <summary>Opens into the start of <paramref name="destination"/>; false when the message was altered.</summary>
    internal bool TryOpen(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        var sealer = Rent();
        try
        {
            return sealer.TryOpen(message, destination);
        }
        finally
        {
            _idle.Add(sealer);
        }
    }

    /// <summary>Opens a whole object; a wrong tag is <see cref="Failure.Tampering"/> with the thing's name.</summary>
    internal byte[] Open(ReadOnlySpan<byte> message, ObjectName name, string location)
    {
        if (message.Length >= Sealer.Overhead)
        {
            var plaintext = GC.AllocateUninitializedArray<byte>(message.Length - Sealer.Overhead);
            if (TryOpen(message, plaintext))
                return plaintext;
        }

        throw new ArchivistException(new ObjectDamaged(name, location, ObjectDamage.Tag));
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var sealer))
            sealer.Dispose();
        key.Dispose();
    }

    private Sealer Rent() => _idle.TryTake(out var sealer) ? sealer : new Sealer(key, crypto);
}
