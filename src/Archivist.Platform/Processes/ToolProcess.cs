using System.ComponentModel;
using System.Diagnostics;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;

namespace Archivist.Platform.Processes;

/// <summary>
/// The one place that starts other programs. A running one is disposed of by killing it and what it started, nothing else.
/// </summary>
public sealed class ToolProcess : IAsyncDisposable
{
    private const int TerminateSignal = 15;

    private readonly Process _process;

    private ToolProcess(Process process, ToolCommand command)
    {
        _process = process;
        Command = command;
    }

    /// <summary>The command that was started.</summary>
    public ToolCommand Command { get; }

    /// <summary>The id of the running program, for messages.</summary>
    public int Id => _process.Id;

    /// <summary>True once the program has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Writing here reaches the program's standard input; disposing of it ends that input.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What the program prints, as it prints it. Must be read, or the program stops when the pipe is full.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What the program complains about, as it does. Must be read as well.</summary>
    public Stream ErrorOutput => _process.StandardError.BaseStream;

    /// <summary>Starts a program whose streams the caller reads and writes.</summary>
    /// <exception cref="ArchivistException">The program is not there; the hint names the package.</exception>
    public static ToolProcess Start(ToolCommand command)
    {
        var program = Find(command.Tool) ?? throw Missing(command);
        // It replaces itself by the program, which so keeps the process id.
        var session = command.HasOwnSession ? Find("setsid") : null;
        var start = new ProcessStartInfo(session ?? program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingFolder ?? string.Empty,
        };
        if (session is not null)
            start.ArgumentList.Add(program);
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;

        try
        {
            var process = Process.Start(start) ?? throw new UnreachableException("A process without a shell always is a new one.");
            return new ToolProcess(process, command);
        }
        catch (Win32Exception cause)
        {
            throw new ArchivistException(new ToolNotStarted(command.Tool, Cause.Of(cause)), cause);
        }
    }

    /// <summary>Runs a program to its end with empty input and captures its output. Cancelling kills it.</summary>
    public static Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken) =>
        RunAsync(command, ReadOnlyMemory<byte>.Empty, cancellationToken);

    /// <summary>Runs a program to its end with the given input and captures its output. Cancelling kills it.</summary>
    public static async Task<ToolResult> RunAsync(ToolCommand command, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        await using var process = Start(command);
        await using var killing = cancellationToken.Register(process.Kill);
        var output = CaptureAsync(process.Output, command, cancellationToken);
        var errorOutput = CaptureAsync(process.ErrorOutput, command, cancellationToken);
        var feeding = FeedAsync(process.Input, input, cancellationToken);

        // The first one that fails ends the run: leaving this method kills the tool, which ends the other two.
        await foreach (var finished in Task.WhenEach(output, errorOutput, feeding))
            await finished;
        var code = await process.WaitForExitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new ToolResult(command, code, await output, await errorOutput);
    }

    /// <summary>Where a tool is, looked up as <see cref="Start"/> does; null when it is not installed.</summary>
    public static string? Find(string tool)
    {
        if (tool.Contains(Path.DirectorySeparatorChar))
            return IsProgram(tool) ? tool : null;

        // mkfs, modprobe and their like lie in directories that an ordinary user's PATH leaves out.
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        var folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(OperatingSystem.IsWindows() ? [] : ["/usr/local/sbin", "/usr/sbin", "/sbin"]);
        string[] endings = OperatingSystem.IsWindows() ? [".exe", string.Empty] : [string.Empty];
        return folders.SelectMany(folder => endings.Select(ending => Path.Combine(folder, tool + ending))).FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path)
    {
        try
        {
            return FileLookup.Find(path) is { Kind: not FileKind.Directory };
        }
        catch (UnauthorizedAccessException)
        {
            // As execvp: a directory of PATH that this user may not search has no programs for them.
            return false;
        }
    }

    /// <summary>Waits for the end and gives the exit code. Cancelling stops the waiting, not the program.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Kills the program and everything it started; does nothing when it has ended.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception cause) when (cause is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended between the question and the signal, which is what was wanted.
        }
    }

    /// <summary>Asks the program to stop, which gives it time to leave things in order; where that cannot be asked it is killed.</summary>
    public void Terminate()
    {
        if (_process.HasExited)
            return;
        if (OperatingSystem.IsWindows() || Libc.Signal(_process.Id, TerminateSignal) != 0)
            Kill();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _process.Dispose();
    }

    private static ArchivistException Missing(ToolCommand command) => new(new ToolMissing(command.Tool, command.Package));

    private static async Task FeedAsync(Stream target, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(input, cancellationToken);
            await target.DisposeAsync();
        }
        catch (IOException)
        {
            // A tool may end without reading all its input; its exit code says whether that was right.
        }
    }

    private static async Task<byte[]> CaptureAsync(Stream source, ToolCommand command, CancellationToken cancellationToken)
    {
        using var captured = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (captured.Length + count > command.CaptureLimit)
                throw new ArchivistException(new ToolOutputTooLong(command.Tool, command.CaptureLimit));
            captured.Write(buffer, 0, count);
        }

        return captured.ToArray();
    }
}
