using System.Runtime.InteropServices;

namespace Archivist.Repository.Crypto;

/// <summary>Owns an EVP_CIPHER_CTX.</summary>
internal sealed class SafeCipherHandle : SafeHandle
{
    public SafeCipherHandle() : base(0, ownsHandle: true) => SetHandle(Interop.Libcrypto.EvpCipherCtxNew());

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Interop.Libcrypto.EvpCipherCtxFree(handle);
        return true;
    }
}
