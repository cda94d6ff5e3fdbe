using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>IStream of objidl.h, with the methods of ISequentialStream in front.</summary>
[GeneratedComInterface]
[Guid("0000000C-0000-0000-C000-000000000046")]
internal partial interface IComStream
{
    [PreserveSig]
    unsafe int Read(byte* buffer, uint count, uint* read);

    [PreserveSig]
    unsafe int Write(byte* buffer, uint count, uint* written);

    [PreserveSig]
    unsafe int Seek(long offset, uint origin, ulong* position);

    [PreserveSig]
    int SetSize(ulong size);

    [PreserveSig]
    unsafe int CopyTo(nint destination, ulong count, ulong* read, ulong* written);

    [PreserveSig]
    int Commit(uint flags);

    [PreserveSig]
    int Revert();

    [PreserveSig]
    int LockRegion(ulong offset, ulong count, uint type);

    [PreserveSig]
    int UnlockRegion(ulong offset, ulong count, uint type);

    [PreserveSig]
    unsafe int Stat(void* status, uint flags);

    [PreserveSig]
    int Clone(out nint stream);
}
