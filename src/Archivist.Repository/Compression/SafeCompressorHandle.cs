using System.Runtime.InteropServices;

namespace Archivist.Repository.Compression;

/// <summary>Owns a ZSTD_CCtx.</summary>
internal sealed class SafeCompressorHandle : SafeHandle
{
    public SafeCompressorHandle() : base(0, ownsHandle: true) => SetHandle(Interop.Libzstd.CreateCompressor());

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => Interop.Libzstd.FreeCompressor(handle) == 0;
}
