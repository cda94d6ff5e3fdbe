using System.Runtime.InteropServices;
using Archivist.Repository.Compression;
using Archivist.Repository.Compression.Managed;
using Archivist.Repository.Crypto.Managed;

namespace Archivist.Repository.Crypto;

/// <summary>
/// The one place that chooses between native libraries and their managed stand-ins (docs/decisions/managed-stand-ins.md): libcrypto and libzstd where
/// they load, and otherwise BouncyCastle and ZstdSharp. Chosen at first use, once for the process. Thread-safe.
/// </summary>
public static class NativeLibraries
{
    /// <summary>
    /// An <see cref="AppContext"/> switch, also for a runtimeconfig.json: true chooses the stand-ins although the libraries are there. It has to be set
    /// before the first use.
    /// </summary>
    public const string AvoidSwitch = "Archivist.AvoidNativeLibraries";

    /// <summary>Encryption, authentication, hashes, key derivation and signatures.</summary>
    internal static CryptoPrimitives Crypto => ChosenCrypto.Value;

    /// <summary>Zstandard.</summary>
    internal static ZstdCodec Zstandard => ChosenZstandard.Value;

    private static bool AreAvoided => AppContext.TryGetSwitch(AvoidSwitch, out var areAvoided) && areAvoided;

    private static bool Loads(string library) => NativeLibrary.TryLoad(library, out _);

    /// <summary>In a type of its own, so that it is not chosen before it is asked for.</summary>
    private static class ChosenCrypto
    {
        // On Linux System.Security.Cryptography hashes for the native ones, and that needs OpenSSL's other half.
        internal static readonly CryptoPrimitives Value =
            !AreAvoided && OperatingSystem.IsLinux() && Loads(Interop.Libcrypto.Library) && Loads("libssl.so.3") ? new OpenSslCrypto() : new ManagedCrypto();
    }

    /// <inheritdoc cref="ChosenCrypto"/>
    private static class ChosenZstandard
    {
        internal static readonly ZstdCodec Value = !AreAvoided && Loads(Compression.Interop.Libzstd.Library) ? new LibzstdCodec() : new ManagedZstdCodec();
    }
}
