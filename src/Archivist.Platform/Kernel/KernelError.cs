using System.Runtime.InteropServices;

namespace Archivist.Platform.Kernel;

/// <summary>Translates errno values into the exceptions of System.IO.</summary>
public static class KernelError
{
    /// <summary>EPERM of errno(3).</summary>
    public const int NotPermitted = 1;

    /// <summary>ENOENT.</summary>
    public const int NotFound = 2;

    /// <summary>EIO.</summary>
    public const int InputOutput = 5;

    /// <summary>EINTR.</summary>
    public const int Interrupted = 4;

    /// <summary>EAGAIN: another process holds the lock.</summary>
    public const int TryAgain = 11;

    /// <summary>EACCES.</summary>
    public const int AccessDenied = 13;

    /// <summary>EEXIST.</summary>
    public const int Exists = 17;

    /// <summary>ENOTDIR.</summary>
    public const int NotADirectory = 20;

    /// <summary>EISDIR.</summary>
    public const int IsADirectory = 21;

    /// <summary>EINVAL.</summary>
    public const int InvalidArgument = 22;

    /// <summary>ENOSPC.</summary>
    public const int NoSpace = 28;

    /// <summary>EROFS.</summary>
    public const int ReadOnlyFileSystem = 30;

    /// <summary>ENOSYS.</summary>
    public const int NotImplemented = 38;

    /// <summary>EOPNOTSUPP.</summary>
    public const int NotSupported = 95;

    /// <summary>EDQUOT.</summary>
    public const int QuotaExceeded = 122;

    // errno(3) of Linux: what a network file system answers when its server does not.
    private const int NetworkDown = 100, NetworkUnreachable = 101, ConnectionReset = 104, TimedOut = 110, HostDown = 112, HostUnreachable = 113, StaleHandle = 116;

    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);
    private const int WindowsDataError = unchecked((int)0x80070017);
    private const int WindowsDeviceError = unchecked((int)0x8007045D);
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    /// <summary>True when a failed file operation says that the medium, or the user's share of it, is full.</summary>
    public static bool IsNoSpace(IOException failure) =>
        failure.HResult is NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull;

    /// <summary>True when a failed file operation says that the file system is mounted read-only, or the medium is write-protected.</summary>
    public static bool IsReadOnly(Exception failure) => failure is IOException && failure.HResult is ReadOnlyFileSystem or WindowsWriteProtected;

    /// <summary>True when a failed file operation says that the medium could not be read or written.</summary>
    public static bool IsMediumError(IOException failure) => failure.HResult is InputOutput or WindowsDataError or WindowsDeviceError;

    /// <summary>
    /// True when the same file operation may succeed later: it was interrupted, or a network file system did not answer (EINTR, EAGAIN, ENETDOWN, ENETUNREACH, ECONNRESET, ETIMEDOUT, EHOSTDOWN,
    /// EHOSTUNREACH, ESTALE). Always false on Windows.
    /// </summary>
    public static bool IsTransient(IOException failure) => failure.HResult is Interrupted or TryAgain
        or NetworkDown or NetworkUnreachable or ConnectionReset or TimedOut or HostDown or HostUnreachable or StaleHandle;

    /// <summary>True when a file could not be opened because another process holds it with <see cref="FileShare.None"/>, and for no other reason.</summary>
    public static bool IsHeldByAnother(IOException failure) =>
        failure.HResult == (OperatingSystem.IsWindows() ? WindowsSharingViolation : TryAgain);

    /// <summary>True for the two answers that mean that a path names nothing.</summary>
    internal static bool IsAbsent(int error) => error is NotFound or NotADirectory;

    /// <summary>The exception for an errno, as System.IO throws it; its <see cref="Exception.HResult"/> is the errno unless access was denied.</summary>
    /// <param name="error">The errno.</param>
    /// <param name="what">What failed on which path, such as <c>cannot look up /a/b</c>.</param>
    public static Exception Of(int error, string what)
    {
        var message = $"{what}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error switch
        {
            AccessDenied or NotPermitted => new UnauthorizedAccessException(message),
            NotFound => new FileNotFoundException(message) { HResult = error },
            _ => new IOException(message, error),
        };
    }

    internal static Exception Last(string what) => Of(Marshal.GetLastPInvokeError(), what);
}
