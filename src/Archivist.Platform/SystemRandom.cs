using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Archivist.Platform.Kernel;

namespace Archivist.Platform;

/// <summary>
/// Random bytes of the operating system. On Linux .NET's own generator is OpenSSL's, which need not be installed; getrandom(2) is always there. Thread-safe.
/// </summary>
public static class SystemRandom
{
    /// <summary>EINTR: a signal came before the first byte.</summary>
    private const int Interrupted = 4;

    /// <summary>Fills <paramref name="destination"/> with bytes that are fit for keys.</summary>
    public static void Fill(Span<byte> destination)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomNumberGenerator.Fill(destination);
            return;
        }

        while (!destination.IsEmpty)
        {
            var filled = (int)Libc.GetRandom(destination, (nuint)destination.Length, 0);
            if (filled < 0 && Marshal.GetLastPInvokeError() != Interrupted)
                throw new CryptographicException("the kernel gave no random bytes");
            destination = destination[Math.Max(0, filled)..];
        }
    }

    /// <summary>As many new random bytes.</summary>
    public static byte[] GetBytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>A number from 0 to <paramref name="below"/> − 1, all equally likely.</summary>
    public static int GetInt32(int below)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(below);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        // 64 bits for at most 31: what a remainder prefers is less than one in four thousand million.
        return (int)(BinaryPrimitives.ReadUInt64LittleEndian(bytes) % (uint)below);
    }

    /// <summary>As many lower-case hexadecimal digits.</summary>
    public static string GetHexString(int digits) => Convert.ToHexStringLower(GetBytes((digits + 1) / 2))[..digits];
}
