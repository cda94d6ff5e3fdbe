using System.Runtime.InteropServices;

namespace Archivist.Repository.Crypto;

/// <summary>Owns an EVP_MAC_CTX.</summary>
internal sealed class SafeMacHandle : SafeHandle
{
    public SafeMacHandle(nint mac) : base(0, ownsHandle: true) => SetHandle(Interop.Libcrypto.EvpMacCtxNew(mac));

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Interop.Libcrypto.EvpMacCtxFree(handle);
        return true;
    }
}
