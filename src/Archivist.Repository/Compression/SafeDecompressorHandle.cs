using System.Runtime.InteropServices;

namespace Archivist.Repository.Compression;

/// <summary>Owns a ZSTD_DCtx.</summary>
internal sealed class SafeDecompressorHandle : SafeHandle
{
    public SafeDecompressorHandle() : base(0, ownsHandle: true) => SetHandle(Interop.Libzstd.CreateDecompressor());

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => Interop.Libzstd.FreeDecompressor(handle) == 0;
}
