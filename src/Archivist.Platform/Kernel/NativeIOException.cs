using System.Runtime.InteropServices;

namespace Archivist.Platform.Kernel;

/// <summary>A system call failed; carries its errno (man 3 errno).</summary>
internal sealed class NativeIOException(string thing, int error)
    : IOException($"{thing}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    internal int Error => error;
}
