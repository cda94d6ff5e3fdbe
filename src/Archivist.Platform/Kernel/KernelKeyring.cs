using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Archivist.Platform.Kernel;

/// <summary>The user keyring of the Linux kernel: secrets that live in the memory of the kernel until they expire or the machine is switched off (man 7 user-keyring). Thread-safe.</summary>
public static class KernelKeyring
{
    /// <summary>ENOKEY of errno(3): no such key.</summary>
    public const int Missing = 126;

    /// <summary>EKEYEXPIRED.</summary>
    public const int Expired = 127;

    /// <summary>EKEYREVOKED.</summary>
    public const int Revoked = 128;

    private const string UserType = "user";

    /// <summary>Whether this system has such a keyring.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Libc.KeyControlNumber is not null;

    /// <summary>Reads the payload of a key of type <c>user</c>.</summary>
    /// <param name="description">The name of the key, as <c>keyctl add user NAME … @u</c> was given it.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <returns>The payload: a secret, which the caller wipes.</returns>
    /// <exception cref="IOException">HResult says why: <see cref="Missing"/>, <see cref="Expired"/>, <see cref="Revoked"/>, or another errno; the payload is too long.</exception>
    /// <exception cref="UnauthorizedAccessException">The key may not be read.</exception>
    /// <exception cref="PlatformNotSupportedException">See <see cref="IsSupported"/>.</exception>
    public static byte[] Read(string description, int limit)
    {
        var number = IsSupported ? Libc.KeyControlNumber!.Value : throw new PlatformNotSupportedException("This system has no kernel keyring.");
        var key = Libc.SearchKeys(number, Libc.SearchKeyring, Libc.UserKeyring, UserType, description, 0);
        if (key < 0)
            throw KernelError.Of(Marshal.GetLastPInvokeError(), $"cannot find the key {description} in the user keyring");
        var buffer = new byte[limit];
        var length = ReadInto(number, key, buffer);
        // A service of systemd may have a session without the user keyring; what a process has linked itself, it possesses and can read.
        if (length < 0 && Marshal.GetLastPInvokeError() == KernelError.AccessDenied && Libc.KeyControl(number, Libc.LinkKey, Libc.UserKeyring, Libc.ProcessKeyring, 0, 0) == 0)
            length = ReadInto(number, key, buffer);
        if (length < 0)
            throw KernelError.Of(Marshal.GetLastPInvokeError(), $"cannot read the key {description}");
        if (length > limit)
            throw new IOException($"the key {description} has more than {limit} bytes");
        var payload = buffer[..(int)length];
        CryptographicOperations.ZeroMemory(buffer);
        return payload;
    }

    private static unsafe long ReadInto(long number, long key, byte[] buffer)
    {
        fixed (byte* start = buffer)
            return Libc.ReadKeyContent(number, Libc.ReadKey, key, start, (nuint)buffer.Length, 0);
    }
}
