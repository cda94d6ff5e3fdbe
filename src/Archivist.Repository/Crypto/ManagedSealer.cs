using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Archivist.Repository.Crypto;

/// <summary>
/// By BouncyCastle's AES, which uses the processor's instructions for it, and its Poly1305. The counter mode is ours: BouncyCastle's takes six times as
/// long as its cipher.
/// </summary>
internal sealed class ManagedSealer : SealerPrimitives
{
    private const int BlockSize = 16;

    private readonly IBlockCipher _cipher = AesUtilities.CreateEngine();
    private readonly IBlockCipher _nonceCipher = AesUtilities.CreateEngine();
    private readonly Poly1305 _mac = new();
    private readonly byte[] _keyStream = new byte[4096];
    private readonly byte[] _polyKey = GC.AllocateUninitializedArray<byte>(32, pinned: true);

    internal ManagedSealer(SealingKey key)
    {
        _cipher.Init(true, new KeyParameter(key.Encryption));
        _nonceCipher.Init(true, new KeyParameter(key.MacK));
        key.MacR.CopyTo(_polyKey);
    }

    internal override void ApplyKeyStream(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        // NIST SP 800-38A 6.5: the counter is the whole block, and it wraps.
        var (high, low) = (BinaryPrimitives.ReadUInt64BigEndian(iv), BinaryPrimitives.ReadUInt64BigEndian(iv[8..]));
        while (!input.IsEmpty)
        {
            var length = Math.Min(input.Length, _keyStream.Length);
            var blocks = _keyStream.AsSpan(0, (length + BlockSize - 1) & -BlockSize);
            // All counters first: a block that is read right after its halves were written waits for them.
            for (var block = blocks; !block.IsEmpty; block = block[BlockSize..])
            {
                BinaryPrimitives.WriteUInt64BigEndian(block, high);
                BinaryPrimitives.WriteUInt64BigEndian(block[8..], low);
                if (++low == 0)
                    high++;
            }

            for (var block = blocks; !block.IsEmpty; block = block[BlockSize..])
                _cipher.ProcessBlock(block, block);
            Combine(input[..length], _keyStream.AsSpan(0, length), output);
            input = input[length..];
            output = output[length..];
        }
    }

    internal override void ComputeTag(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> tag)
    {
        _nonceCipher.ProcessBlock(iv, _polyKey.AsSpan(BlockSize));
        _mac.Init(new KeyParameter(_polyKey));
        _mac.BlockUpdate(ciphertext);
        _mac.DoFinal(tag);
    }

    public override void Dispose()
    {
        CryptographicOperations.ZeroMemory(_polyKey);
        CryptographicOperations.ZeroMemory(_keyStream);
    }

    private static void Combine(ReadOnlySpan<byte> input, ReadOnlySpan<byte> keyStream, Span<byte> output)
    {
        var whole = input.Length / Vector<byte>.Count * Vector<byte>.Count;
        var from = MemoryMarshal.Cast<byte, Vector<byte>>(input[..whole]);
        var with = MemoryMarshal.Cast<byte, Vector<byte>>(keyStream[..whole]);
        var to = MemoryMarshal.Cast<byte, Vector<byte>>(output[..whole]);
        for (var i = 0; i < to.Length; i++)
            to[i] = from[i] ^ with[i];
        for (var i = whole; i < input.Length; i++)
            output[i] = (byte)(input[i] ^ keyStream[i]);
    }
}
