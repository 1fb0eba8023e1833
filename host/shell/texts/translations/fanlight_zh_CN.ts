<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>badges</name>
        <message>
            <source>Verified</source>
            <comment>verified</comment>
            <translation>已验证</translation>
        </message>
        <message>
            <source>Sideloaded</source>
            <comment>sideloaded</comment>
            <translation>本地安装</translation>
        </message>
        <message>
            <source>Development</source>
            <comment>development</comment>
            <translation>开发</translation>
        </message>
        <message>
            <source>Came from a registry you added, signed by its publisher.</source>
            <comment>verified_hint</comment>
            <translation>来自你添加的注册源，由发布者签名。</translation>
        </message>
        <message>
            <source>Installed from a file. No registry has checked it.</source>
            <comment>sideloaded_hint</comment>
            <translation>从文件安装，没有经过任何注册源的检查。</translation>
        </message>
        <message>
            <source>Opened from a source folder, with an identity of its own.</source>
            <comment>development_hint</comment>
            <translation>从源代码文件夹打开，使用独立的开发身份。</translation>
        </message>
    </context>
    <context>
        <name>launcher</name>
        <message>
            <source>Fanlight</source>
            <comment>title</comment>
            <translation>Fanlight</translation>
        </message>
        <message>
            <source>Mini-programs</source>
            <comment>all_apps</comment>
            <translation>小程序</translation>
        </message>
        <message>
            <source>Search</source>
            <comment>search</comment>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Search mini-programs</source>
            <comment>search_hint</comment>
            <translation>搜索小程序</translation>
        </message>
        <message>
            <source>Add…</source>
            <comment>add</comment>
            <translation>添加…</translation>
        </message>
        <message>
            <source>Install a mini-program from a .ma file</source>
            <comment>add_hint</comment>
            <translation>从 .ma 文件安装小程序</translation>
        </message>
        <message>
            <source>Timings</source>
            <comment>timings</comment>
            <translation>耗时</translation>
        </message>
        <message>
            <source>1 installed</source>
            <comment>count_one</comment>
            <translation>已安装 1 个</translation>
        </message>
        <message>
            <source>{count} installed</source>
            <comment>count_many</comment>
            <translation>已安装 {count} 个</translation>
        </message>
        <message>
            <source>{found} of {count}</source>
            <comment>count_found</comment>
            <translation>{count} 个中的 {found} 个</translation>
        </message>
        <message>
            <source>No mini-programs yet</source>
            <comment>empty_title</comment>
            <translation>还没有小程序</translation>
        </message>
        <message>
            <source>Look in Discover for what your registries offer, drop a .ma package or a source folder here, or choose a file.</source>
            <comment>empty_body</comment>
            <translation>在“发现”中查看注册源提供的小程序，把 .ma 安装包或源代码文件夹拖到这里，或选择文件。</translation>
        </message>
        <message>
            <source>Nothing found for “{query}”</source>
            <comment>nothing_found_title</comment>
            <translation>没有找到“{query}”</translation>
        </message>
        <message>
            <source>Try a shorter word, or part of the publisher's name.</source>
            <comment>nothing_found_body</comment>
            <translation>换个更短的词，或者试试发布者的名称。</translation>
        </message>
        <message>
            <source>Drop to install</source>
            <comment>drop_title</comment>
            <translation>松开即可安装</translation>
        </message>
        <message>
            <source>You will see who made it before anything runs.</source>
            <comment>drop_body</comment>
            <translation>运行之前，你会先看到它的发布者。</translation>
        </message>
        <message>
            <source>Clear search</source>
            <comment>clear_search</comment>
            <translation>清除搜索</translation>
        </message>
        <message>
            <source>Open</source>
            <comment>open</comment>
            <translation>打开</translation>
        </message>
        <message>
            <source>About</source>
            <comment>about</comment>
            <translation>关于</translation>
        </message>
        <message>
            <source>Permissions</source>
            <comment>permissions</comment>
            <translation>权限</translation>
        </message>
        <message>
            <source>Remove…</source>
            <comment>remove</comment>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Remove “{name}”?</source>
            <comment>remove_title</comment>
            <translation>移除“{name}”？</translation>
        </message>
        <message>
            <source>Its files, its data and your answers to its requests are deleted.</source>
            <comment>remove_body</comment>
            <translation>它的文件、数据以及你对它的授权都会被删除。</translation>
        </message>
        <message>
            <source>Remove</source>
            <comment>remove_confirm</comment>
            <translation>移除</translation>
        </message>
        <message>
            <source>Installed mini-programs</source>
            <comment>list_name</comment>
            <translation>已安装的小程序</translation>
        </message>
        <message>
            <source>{name}, {description}, by {publisher}, {badge}</source>
            <comment>row_accessible</comment>
            <translation>{name}，{description}，发布者 {publisher}，{badge}</translation>
        </message>
        <message>
            <source>Choose a mini-program</source>
            <comment>choose_package</comment>
            <translation>选择小程序</translation>
        </message>
        <message>
            <source>Mini-program packages (*.ma)</source>
            <comment>package_files</comment>
            <translation>小程序安装包 (*.ma)</translation>
        </message>
    </context>
    <context>
        <name>window</name>
        <message>
            <source>Back</source>
            <comment>back</comment>
            <translation>返回</translation>
        </message>
        <message>
            <source>Home</source>
            <comment>home</comment>
            <translation>首页</translation>
        </message>
        <message>
            <source>Share</source>
            <comment>share</comment>
            <translation>分享</translation>
        </message>
        <message>
            <source>Menu of this mini-program</source>
            <comment>menu</comment>
            <translation>小程序菜单</translation>
        </message>
        <message>
            <source>Close</source>
            <comment>close</comment>
            <translation>关闭</translation>
        </message>
        <message>
            <source>About</source>
            <comment>about</comment>
            <translation>关于</translation>
        </message>
        <message>
            <source>Permissions</source>
            <comment>permissions</comment>
            <translation>权限</translation>
        </message>
        <message>
            <source>Reload</source>
            <comment>reload</comment>
            <translation>重新加载</translation>
        </message>
        <message>
            <source>Close</source>
            <comment>close_app</comment>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Content of {name}</source>
            <comment>content</comment>
            <translation>“{name}”的内容</translation>
        </message>
        <message>
            <source>{name} · mini-program</source>
            <comment>known_as</comment>
            <translation>{name} · 小程序</translation>
        </message>
        <message>
            <source>Opening {name}</source>
            <comment>starting</comment>
            <translation>正在打开“{name}”</translation>
        </message>
        <message>
            <source>{name} could not be opened</source>
            <comment>failed_title</comment>
            <translation>无法打开“{name}”</translation>
        </message>
        <message>
            <source>Nothing was changed. You can try again.</source>
            <comment>failed_body</comment>
            <translation>没有任何内容被更改，你可以重试。</translation>
        </message>
        <message>
            <source>{name} stopped</source>
            <comment>crashed_title</comment>
            <translation>“{name}”已停止</translation>
        </message>
        <message>
            <source>Its page ended unexpectedly. What it had saved is still there.</source>
            <comment>crashed_body</comment>
            <translation>页面意外终止，已保存的数据都还在。</translation>
        </message>
        <message>
            <source>What it had saved is still there.</source>
            <comment>stopped_body</comment>
            <translation>已保存的数据都还在。</translation>
        </message>
        <message>
            <source>{name} is not responding</source>
            <comment>stuck_title</comment>
            <translation>“{name}”没有响应</translation>
        </message>
        <message>
            <source>It may still recover. You can wait, start it again, or close the window.</source>
            <comment>stuck_body</comment>
            <translation>它可能会自行恢复。你可以等待、重新启动它，或关闭窗口。</translation>
        </message>
        <message>
            <source>Start again</source>
            <comment>restart</comment>
            <translation>重新启动</translation>
        </message>
        <message>
            <source>Try again</source>
            <comment>retry</comment>
            <translation>重试</translation>
        </message>
        <message>
            <source>Reload</source>
            <comment>reload_page</comment>
            <translation>重新加载</translation>
        </message>
        <message>
            <source>Details</source>
            <comment>details</comment>
            <translation>详情</translation>
        </message>
        <message>
            <source>Hide details</source>
            <comment>hide_details</comment>
            <translation>收起详情</translation>
        </message>
        <message>
            <source>Copy</source>
            <comment>copy_details</comment>
            <translation>复制</translation>
        </message>
        <message>
            <source>Cancel</source>
            <comment>cancel</comment>
            <translation>取消</translation>
        </message>
        <message>
            <source>OK</source>
            <comment>confirm</comment>
            <translation>确定</translation>
        </message>
        <message>
            <source>From {name}</source>
            <comment>from_app</comment>
            <translation>来自“{name}”</translation>
        </message>
        <message>
            <source>Message from {name}: {message}</source>
            <comment>toast_accessible</comment>
            <translation>“{name}”的消息：{message}</translation>
        </message>
        <message>
            <source>Loading…</source>
            <comment>loading</comment>
            <translation>加载中…</translation>
        </message>
        <message>
            <source>Running without the browser sandbox</source>
            <comment>no_sandbox</comment>
            <translation>浏览器沙箱未启用</translation>
        </message>
        <message>
            <source>{name} was withdrawn</source>
            <comment>revoked_title</comment>
            <translation>“{name}”的这个版本已被撤回</translation>
        </message>
        <message>
            <source>The registry it came from has revoked this version, so Fanlight closed it. Update it, go back to the version before, or remove it.</source>
            <comment>revoked_closed</comment>
            <translation>它所属的注册源撤回了这个版本，Fanlight 已将其关闭。请更新、退回上一版本或移除它。</translation>
        </message>
        <message>
            <source>The registry it came from has revoked this version. It may be unsafe: close it, then update or remove it. It will not open again.</source>
            <comment>revoked_running</comment>
            <translation>它所属的注册源撤回了这个版本，继续使用可能不安全。请关闭后更新或移除它；此版本不会再次打开。</translation>
        </message>
        <message>
            <source>Window size</source>
            <comment>size</comment>
            <translation>窗口大小</translation>
        </message>
        <message>
            <source>Compact</source>
            <comment>size_compact</comment>
            <translation>紧凑</translation>
        </message>
        <message>
            <source>Standard</source>
            <comment>size_standard</comment>
            <translation>标准</translation>
        </message>
        <message>
            <source>Fill the screen</source>
            <comment>size_full</comment>
            <translation>铺满屏幕</translation>
        </message>
        <message>
            <source>Pin to the launcher</source>
            <comment>pin</comment>
            <translation>置顶到启动器</translation>
        </message>
        <message>
            <source>Unpin from the launcher</source>
            <comment>unpin</comment>
            <translation>取消置顶</translation>
        </message>
        <message>
            <source>Pinned to the launcher</source>
            <comment>pinned</comment>
            <translation>已置顶到启动器</translation>
        </message>
        <message>
            <source>No longer pinned</source>
            <comment>unpinned</comment>
            <translation>已取消置顶</translation>
        </message>
        <message>
            <source>Add to the system's menu</source>
            <comment>add_shortcut</comment>
            <translation>添加到系统菜单</translation>
        </message>
        <message>
            <source>Remove from the system's menu</source>
            <comment>remove_shortcut</comment>
            <translation>从系统菜单移除</translation>
        </message>
        <message>
            <source>Added to the system's menu</source>
            <comment>shortcut_made</comment>
            <translation>已添加到系统菜单</translation>
        </message>
        <message>
            <source>Removed from the system's menu</source>
            <comment>shortcut_removed</comment>
            <translation>已从系统菜单移除</translation>
        </message>
        <message>
            <source>Report a problem…</source>
            <comment>report</comment>
            <translation>报告问题…</translation>
        </message>
    </context>
    <context>
        <name>permission</name>
        <message>
            <source>Permission request</source>
            <comment>title</comment>
            <translation>权限请求</translation>
        </message>
        <message>
            <source>Allow {name} to {right}?</source>
            <comment>question</comment>
            <translation>允许{name}{right}吗？</translation>
        </message>
        <message>
            <source>Publisher</source>
            <comment>publisher</comment>
            <translation>发布者</translation>
        </message>
        <message>
            <source>Unnamed, key {fingerprint}</source>
            <comment>publisher_unnamed</comment>
            <translation>未具名，密钥 {fingerprint}</translation>
        </message>
        <message>
            <source>Known to its registry, key {fingerprint}</source>
            <comment>publisher_vouched</comment>
            <translation>由其注册源担保，密钥 {fingerprint}</translation>
        </message>
        <message>
            <source>App id</source>
            <comment>app_id</comment>
            <translation>小程序 ID</translation>
        </message>
        <message>
            <source>Reason given by the publisher</source>
            <comment>reason</comment>
            <translation>发布者给出的理由</translation>
        </message>
        <message>
            <source>The publisher gives no reason.</source>
            <comment>reason_missing</comment>
            <translation>发布者没有说明理由。</translation>
        </message>
        <message>
            <source>Don't allow</source>
            <comment>deny</comment>
            <translation>不允许</translation>
        </message>
        <message>
            <source>Allow once</source>
            <comment>once</comment>
            <translation>仅此一次</translation>
        </message>
        <message>
            <source>Allow</source>
            <comment>allow</comment>
            <translation>允许</translation>
        </message>
        <message>
            <source>read your clipboard</source>
            <comment>rights.CLIPBOARD_READ</comment>
            <translation>读取剪贴板</translation>
        </message>
        <message>
            <source>write to your clipboard</source>
            <comment>rights.CLIPBOARD_WRITE</comment>
            <translation>写入剪贴板</translation>
        </message>
        <message>
            <source>know your location</source>
            <comment>rights.LOCATION</comment>
            <translation>获取你的位置</translation>
        </message>
        <message>
            <source>send you notifications</source>
            <comment>rights.NOTIFICATION</comment>
            <translation>向你发送通知</translation>
        </message>
        <message>
            <source>open other mini-programs</source>
            <comment>rights.OPEN_APP</comment>
            <translation>打开其他小程序</translation>
        </message>
        <message>
            <source>It could see whatever you copied last, in any program.</source>
            <comment>meanings.CLIPBOARD_READ</comment>
            <translation>它能看到你在任何程序中最后复制的内容。</translation>
        </message>
        <message>
            <source>It can replace what you copied last.</source>
            <comment>meanings.CLIPBOARD_WRITE</comment>
            <translation>它能替换你最后复制的内容。</translation>
        </message>
        <message>
            <source>It would get the place that is set in Fanlight's settings.</source>
            <comment>meanings.LOCATION</comment>
            <translation>它会得到 Fanlight 设置中填写的位置。</translation>
        </message>
        <message>
            <source>It could show messages on your desktop while it is open.</source>
            <comment>meanings.NOTIFICATION</comment>
            <translation>它打开时可以在桌面上显示消息。</translation>
        </message>
        <message>
            <source>It can start another installed mini-program and hand it a message.</source>
            <comment>meanings.OPEN_APP</comment>
            <translation>它能启动另一个已安装的小程序，并向其传递消息。</translation>
        </message>
        <message>
            <source>use “{scope}”</source>
            <comment>unknown_right</comment>
            <translation>使用“{scope}”</translation>
        </message>
    </context>
    <context>
        <name>agreement</name>
        <message>
            <source>Let {name} use your name and picture?</source>
            <comment>questions.PROFILE</comment>
            <translation>允许{name}使用你的昵称和头像吗？</translation>
        </message>
        <message>
            <source>Let {name} use your telephone number?</source>
            <comment>questions.PHONE</comment>
            <translation>允许{name}使用你的手机号吗？</translation>
        </message>
        <message>
            <source>Pay {name}?</source>
            <comment>questions.PAYMENT</comment>
            <translation>向{name}付款吗？</translation>
        </message>
        <message>
            <source>Let {name} send you these messages?</source>
            <comment>questions.MESSAGES</comment>
            <translation>允许{name}给你发送这些消息吗？</translation>
        </message>
        <message>
            <source>{name} wants to open another program. Go on?</source>
            <comment>questions.OPEN_ADDRESS</comment>
            <translation>{name}想打开另一个程序，继续吗？</translation>
        </message>
        <message>
            <source>Open a file of {name} in a program of your system?</source>
            <comment>questions.OPEN_DOCUMENT</comment>
            <translation>用系统中的程序打开{name}的文件吗？</translation>
        </message>
        <message>
            <source>Development: no account service is set up on this computer. Nobody is signed in anywhere, and no money moves.</source>
            <comment>development</comment>
            <translation>开发模式：这台电脑上没有配置账号服务，不会发生真实的登录或付款。</translation>
        </message>
        <message>
            <source>Don't allow</source>
            <comment>refuse</comment>
            <translation>拒绝</translation>
        </message>
        <message>
            <source>Agree</source>
            <comment>agree</comment>
            <translation>同意</translation>
        </message>
    </context>
    <context>
        <name>rights</name>
        <message>
            <source>What {name} may do</source>
            <comment>title</comment>
            <translation>“{name}”可以做什么</translation>
        </message>
        <message>
            <source>A change holds from now on.</source>
            <comment>hint</comment>
            <translation>更改立即生效。</translation>
        </message>
        <message>
            <source>It has not asked you for anything yet. It asks when it needs something.</source>
            <comment>none</comment>
            <translation>它还没有向你请求过任何权限，需要时会询问你。</translation>
        </message>
        <message>
            <source>Done</source>
            <comment>done</comment>
            <translation>完成</translation>
        </message>
    </context>
    <context>
        <name>share</name>
        <message>
            <source>Share a page of {name}</source>
            <comment>title</comment>
            <translation>分享“{name}”的页面</translation>
        </message>
        <message>
            <source>Whoever has {name} in Fanlight opens the page by this link or its code.</source>
            <comment>hint</comment>
            <translation>在 Fanlight 中装有“{name}”的人，可以用这个链接或二维码打开此页面。</translation>
        </message>
        <message>
            <source>It is opened from a folder: the link works where {name} is installed.</source>
            <comment>hint_development</comment>
            <translation>它从文件夹打开：链接在装有“{name}”的地方有效。</translation>
        </message>
        <message>
            <source>Link to the page</source>
            <comment>link</comment>
            <translation>页面的链接</translation>
        </message>
        <message>
            <source>The link as a QR code</source>
            <comment>code</comment>
            <translation>链接的二维码</translation>
        </message>
        <message>
            <source>Copy link</source>
            <comment>copy_link</comment>
            <translation>复制链接</translation>
        </message>
        <message>
            <source>Copy code</source>
            <comment>copy_code</comment>
            <translation>复制二维码</translation>
        </message>
        <message>
            <source>Copied</source>
            <comment>copied</comment>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Done</source>
            <comment>done</comment>
            <translation>完成</translation>
        </message>
    </context>
    <context>
        <name>scan</name>
        <message>
            <source>Read a QR code</source>
            <comment>scan</comment>
            <translation>扫一扫：识别二维码</translation>
        </message>
        <message>
            <source>From the clipboard</source>
            <comment>from_clipboard</comment>
            <translation>从剪贴板</translation>
        </message>
        <message>
            <source>From a picture…</source>
            <comment>from_file</comment>
            <translation>从图片…</translation>
        </message>
        <message>
            <source>Choose a picture with a QR code</source>
            <comment>choose</comment>
            <translation>选择带二维码的图片</translation>
        </message>
        <message>
            <source>Pictures (*.png *.jpg *.jpeg)</source>
            <comment>picture_files</comment>
            <translation>图片 (*.png *.jpg *.jpeg)</translation>
        </message>
        <message>
            <source>Nothing to read on the clipboard</source>
            <comment>nothing_title</comment>
            <translation>剪贴板里没有可识别的内容</translation>
        </message>
        <message>
            <source>Copy a picture with a QR code, or a link to a mini-program, and try again.</source>
            <comment>nothing_body</comment>
            <translation>请复制一张带二维码的图片，或一个小程序链接，然后再试。</translation>
        </message>
        <message>
            <source>This code opens no mini-program</source>
            <comment>no_link</comment>
            <translation>这个码不打开任何小程序</translation>
        </message>
        <message>
            <source>There is more than one link here</source>
            <comment>several_links</comment>
            <translation>这里有不止一个链接</translation>
        </message>
        <message>
            <source>Copy</source>
            <comment>copy</comment>
            <translation>复制</translation>
        </message>
        <message>
            <source>Close</source>
            <comment>close</comment>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Drop to read its code</source>
            <comment>drop_title</comment>
            <translation>松开即可识别二维码</translation>
        </message>
        <message>
            <source>A link to a mini-program is opened.</source>
            <comment>drop_body</comment>
            <translation>其中的小程序链接会被打开。</translation>
        </message>
    </context>
    <context>
        <name>form</name>
        <message>
            <source>Give {name} an address?</source>
            <comment>titles.ADDRESS</comment>
            <translation>把一个收货地址交给“{name}”？</translation>
        </message>
        <message>
            <source>Give {name} an invoice title?</source>
            <comment>titles.INVOICE_TITLE</comment>
            <translation>把一个发票抬头交给“{name}”？</translation>
        </message>
        <message>
            <source>Give {name} a place?</source>
            <comment>titles.PLACE</comment>
            <translation>把一个位置交给“{name}”？</translation>
        </message>
        <message>
            <source>Fanlight keeps it for you. {name} gets this one alone.</source>
            <comment>meanings.ADDRESS</comment>
            <translation>由 Fanlight 保存；“{name}”只得到这一个。</translation>
        </message>
        <message>
            <source>Fanlight keeps it for you. {name} gets this one alone.</source>
            <comment>meanings.INVOICE_TITLE</comment>
            <translation>由 Fanlight 保存；“{name}”只得到这一个。</translation>
        </message>
        <message>
            <source>Fanlight keeps it for you. {name} gets this one alone.</source>
            <comment>meanings.PLACE</comment>
            <translation>由 Fanlight 保存；“{name}”只得到这一个。</translation>
        </message>
        <message>
            <source>Name</source>
            <comment>labels.userName</comment>
            <translation>收货人</translation>
        </message>
        <message>
            <source>Telephone</source>
            <comment>labels.telNumber</comment>
            <translation>手机号</translation>
        </message>
        <message>
            <source>Province</source>
            <comment>labels.provinceName</comment>
            <translation>省份</translation>
        </message>
        <message>
            <source>City</source>
            <comment>labels.cityName</comment>
            <translation>城市</translation>
        </message>
        <message>
            <source>District</source>
            <comment>labels.countyName</comment>
            <translation>区县</translation>
        </message>
        <message>
            <source>Street</source>
            <comment>labels.streetName</comment>
            <translation>街道</translation>
        </message>
        <message>
            <source>House, door</source>
            <comment>labels.detailInfo</comment>
            <translation>详细地址</translation>
        </message>
        <message>
            <source>Post code</source>
            <comment>labels.postalCode</comment>
            <translation>邮编</translation>
        </message>
        <message>
            <source>Kind</source>
            <comment>labels.type</comment>
            <translation>类型</translation>
        </message>
        <message>
            <source>Title</source>
            <comment>labels.title</comment>
            <translation>抬头</translation>
        </message>
        <message>
            <source>Tax number</source>
            <comment>labels.taxNumber</comment>
            <translation>税号</translation>
        </message>
        <message>
            <source>Address</source>
            <comment>labels.companyAddress</comment>
            <translation>单位地址</translation>
        </message>
        <message>
            <source>Telephone</source>
            <comment>labels.telephone</comment>
            <translation>电话</translation>
        </message>
        <message>
            <source>Bank</source>
            <comment>labels.bankName</comment>
            <translation>开户银行</translation>
        </message>
        <message>
            <source>Account</source>
            <comment>labels.bankAccount</comment>
            <translation>银行账号</translation>
        </message>
        <message>
            <source>Name</source>
            <comment>labels.name</comment>
            <translation>名称</translation>
        </message>
        <message>
            <source>Address</source>
            <comment>labels.address</comment>
            <translation>地址</translation>
        </message>
        <message>
            <source>Latitude</source>
            <comment>labels.latitude</comment>
            <translation>纬度</translation>
        </message>
        <message>
            <source>Longitude</source>
            <comment>labels.longitude</comment>
            <translation>经度</translation>
        </message>
        <message>
            <source>Kept entries</source>
            <comment>kept</comment>
            <translation>已保存的条目</translation>
        </message>
        <message>
            <source>New entry</source>
            <comment>new</comment>
            <translation>新建</translation>
        </message>
        <message>
            <source>Company</source>
            <comment>company</comment>
            <translation>单位</translation>
        </message>
        <message>
            <source>Person</source>
            <comment>person</comment>
            <translation>个人</translation>
        </message>
        <message>
            <source>“{label}” is needed.</source>
            <comment>needed</comment>
            <translation>请填写“{label}”。</translation>
        </message>
        <message>
            <source>“{label}” has to be a number from {low} to {high}.</source>
            <comment>number_needed</comment>
            <translation>“{label}”应为 {low} 到 {high} 之间的数字。</translation>
        </message>
        <message>
            <source>Forget this one</source>
            <comment>forget</comment>
            <translation>删除这一条</translation>
        </message>
        <message>
            <source>Cancel</source>
            <comment>cancel</comment>
            <translation>取消</translation>
        </message>
        <message>
            <source>Use</source>
            <comment>use</comment>
            <translation>使用</translation>
        </message>
    </context>
    <context>
        <name>trust</name>
        <message>
            <source>Do you trust this publisher?</source>
            <comment>title</comment>
            <translation>你信任这个发布者吗？</translation>
        </message>
        <message>
            <source>{name} comes from a file, and its publisher is new to this computer. Compare the fingerprint with the one the publisher gave you.</source>
            <comment>body</comment>
            <translation>“{name}”来自文件，它的发布者第一次出现在这台电脑上。请与发布者提供给你的指纹核对。</translation>
        </message>
        <message>
            <source>{name} is opened from a source folder, with a key made for development.</source>
            <comment>body_development</comment>
            <translation>“{name}”从源代码文件夹打开，使用开发密钥。</translation>
        </message>
        <message>
            <source>Publisher's fingerprint</source>
            <comment>fingerprint</comment>
            <translation>发布者指纹</translation>
        </message>
        <message>
            <source>The same fingerprint means the same publisher, every time.</source>
            <comment>fingerprint_hint</comment>
            <translation>指纹相同，就是同一个发布者。</translation>
        </message>
        <message>
            <source>Copy</source>
            <comment>copy_fingerprint</comment>
            <translation>复制</translation>
        </message>
        <message>
            <source>Version</source>
            <comment>version</comment>
            <translation>版本</translation>
        </message>
        <message>
            <source>Size</source>
            <comment>size</comment>
            <translation>大小</translation>
        </message>
        <message>
            <source>May ask for</source>
            <comment>rights</comment>
            <translation>可能请求</translation>
        </message>
        <message>
            <source>Nothing</source>
            <comment>no_rights</comment>
            <translation>无</translation>
        </message>
        <message>
            <source>Connects to</source>
            <comment>origins</comment>
            <translation>会连接</translation>
        </message>
        <message>
            <source>No network</source>
            <comment>no_origins</comment>
            <translation>不联网</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <comment>more_origins</comment>
            <translation>另外 {count} 个</translation>
        </message>
        <message>
            <source>Don't install</source>
            <comment>refuse</comment>
            <translation>不安装</translation>
        </message>
        <message>
            <source>Trust and continue</source>
            <comment>accept</comment>
            <translation>信任并继续</translation>
        </message>
    </context>
    <context>
        <name>app_page</name>
        <message>
            <source>About {name}</source>
            <comment>title</comment>
            <translation>关于“{name}”</translation>
        </message>
        <message>
            <source>About</source>
            <comment>about</comment>
            <translation>关于</translation>
        </message>
        <message>
            <source>Version</source>
            <comment>version</comment>
            <translation>版本</translation>
        </message>
        <message>
            <source>Publisher</source>
            <comment>publisher</comment>
            <translation>发布者</translation>
        </message>
        <message>
            <source>Publisher's key</source>
            <comment>publisher_key</comment>
            <translation>发布者密钥</translation>
        </message>
        <message>
            <source>Size</source>
            <comment>size</comment>
            <translation>大小</translation>
        </message>
        <message>
            <source>App id</source>
            <comment>app_id</comment>
            <translation>小程序 ID</translation>
        </message>
        <message>
            <source>From</source>
            <comment>source</comment>
            <translation>来源</translation>
        </message>
        <message>
            <source>Permissions</source>
            <comment>permissions</comment>
            <translation>权限</translation>
        </message>
        <message>
            <source>It asks for no permissions.</source>
            <comment>no_permissions</comment>
            <translation>它不请求任何权限。</translation>
        </message>
        <message>
            <source>Network</source>
            <comment>network</comment>
            <translation>网络</translation>
        </message>
        <message>
            <source>It declares no network access, so it has none.</source>
            <comment>no_network</comment>
            <translation>它没有声明网络访问，因此不能联网。</translation>
        </message>
        <message>
            <source>Ask</source>
            <comment>state_ask</comment>
            <translation>每次询问</translation>
        </message>
        <message>
            <source>Allowed</source>
            <comment>state_allow</comment>
            <translation>允许</translation>
        </message>
        <message>
            <source>Not allowed</source>
            <comment>state_deny</comment>
            <translation>不允许</translation>
        </message>
        <message>
            <source>Allowed once</source>
            <comment>state_once</comment>
            <translation>已允许一次</translation>
        </message>
        <message>
            <source>No question</source>
            <comment>state_declared</comment>
            <translation>无需询问</translation>
        </message>
        <message>
            <source>Answer for: {right}</source>
            <comment>state_accessible</comment>
            <translation>对“{right}”的回答</translation>
        </message>
        <message>
            <source>Last used {when}</source>
            <comment>last_used</comment>
            <translation>上次使用：{when}</translation>
        </message>
        <message>
            <source>Not used yet</source>
            <comment>never_used</comment>
            <translation>尚未使用</translation>
        </message>
        <message>
            <source>Ask again for all</source>
            <comment>reset</comment>
            <translation>全部重新询问</translation>
        </message>
        <message>
            <source>Forgets your answers; the mini-program has to ask again.</source>
            <comment>reset_hint</comment>
            <translation>清除你的回答，小程序需要重新请求。</translation>
        </message>
        <message>
            <source>“{reason}”</source>
            <comment>reason</comment>
            <translation>“{reason}”</translation>
        </message>
        <message>
            <source>All mini-programs</source>
            <comment>every_app</comment>
            <translation>所有小程序</translation>
        </message>
        <message>
            <source>All mini-programs that may {right}</source>
            <comment>every_app_accessible</comment>
            <translation>可以{right}的所有小程序</translation>
        </message>
    </context>
    <context>
        <name>timings</name>
        <message>
            <source>Timings</source>
            <comment>title</comment>
            <translation>耗时</translation>
        </message>
        <message>
            <source>Time to first screen</source>
            <comment>summary</comment>
            <translation>首屏时间</translation>
        </message>
        <message>
            <source>Launches</source>
            <comment>launches</comment>
            <translation>启动记录</translation>
        </message>
        <message>
            <source>One launch</source>
            <comment>waterfall</comment>
            <translation>单次启动</translation>
        </message>
        <message>
            <source>Mini-program</source>
            <comment>app</comment>
            <translation>小程序</translation>
        </message>
        <message>
            <source>Start</source>
            <comment>launch</comment>
            <translation>启动方式</translation>
        </message>
        <message>
            <source>Launches</source>
            <comment>count</comment>
            <translation>次数</translation>
        </message>
        <message>
            <source>p50</source>
            <comment>p50</comment>
            <translation>p50</translation>
        </message>
        <message>
            <source>p90</source>
            <comment>p90</comment>
            <translation>p90</translation>
        </message>
        <message>
            <source>p99</source>
            <comment>p99</comment>
            <translation>p99</translation>
        </message>
        <message>
            <source>Version</source>
            <comment>version</comment>
            <translation>版本</translation>
        </message>
        <message>
            <source>Engine</source>
            <comment>engine</comment>
            <translation>引擎</translation>
        </message>
        <message>
            <source>First screen</source>
            <comment>first_screen</comment>
            <translation>首屏</translation>
        </message>
        <message>
            <source>When</source>
            <comment>at</comment>
            <translation>时间</translation>
        </message>
        <message>
            <source>Cold</source>
            <comment>cold</comment>
            <translation>冷启动</translation>
        </message>
        <message>
            <source>Warm</source>
            <comment>warm</comment>
            <translation>热启动</translation>
        </message>
        <message>
            <source>Preloaded</source>
            <comment>preloaded</comment>
            <translation>预加载</translation>
        </message>
        <message>
            <source>Budget {ms} ms</source>
            <comment>budget</comment>
            <translation>预算 {ms} 毫秒</translation>
        </message>
        <message>
            <source>{ms} ms</source>
            <comment>milliseconds</comment>
            <translation>{ms} 毫秒</translation>
        </message>
        <message>
            <source>Not reached</source>
            <comment>incomplete</comment>
            <translation>未到达</translation>
        </message>
        <message>
            <source>No launches recorded yet</source>
            <comment>empty_title</comment>
            <translation>还没有启动记录</translation>
        </message>
        <message>
            <source>Open a mini-program; each launch is measured and listed here.</source>
            <comment>empty_body</comment>
            <translation>打开一个小程序，每次启动都会被测量并列在这里。</translation>
        </message>
        <message>
            <source>{app}, {launch} start, first screen: {first_screen}. {marks}</source>
            <comment>waterfall_accessible</comment>
            <translation>{app}，{launch}，首屏：{first_screen}。{marks}</translation>
        </message>
        <message>
            <source>Within budget</source>
            <comment>within_budget</comment>
            <translation>在预算内</translation>
        </message>
        <message>
            <source>Over budget</source>
            <comment>over_budget</comment>
            <translation>超出预算</translation>
        </message>
        <message>
            <source>Day by day</source>
            <comment>over_time</comment>
            <translation>每日趋势</translation>
        </message>
        <message>
            <source>{day}: {count} launches, p50 {p50}, p90 {p90}, p99 {p99}.</source>
            <comment>trend_accessible</comment>
            <translation>{day}：{count} 次启动，p50 {p50}，p90 {p90}，p99 {p99}。</translation>
        </message>
        <message>
            <source>Marks of the way to the first screen</source>
            <comment>marks</comment>
            <translation>到首屏的各个节点</translation>
        </message>
        <message>
            <source>Mark</source>
            <comment>mark</comment>
            <translation>节点</translation>
        </message>
        <message>
            <source>In WeChat</source>
            <comment>wechat</comment>
            <translation>微信名称</translation>
        </message>
        <message>
            <source>Step p50</source>
            <comment>step</comment>
            <translation>单步 p50</translation>
        </message>
        <message>
            <source>All mini-programs</source>
            <comment>all_apps</comment>
            <translation>全部小程序</translation>
        </message>
        <message>
            <source>All starts</source>
            <comment>all_kinds</comment>
            <translation>全部启动方式</translation>
        </message>
        <message>
            <source>All versions</source>
            <comment>all_versions</comment>
            <translation>全部版本</translation>
        </message>
        <message>
            <source>Time</source>
            <comment>period</comment>
            <translation>时间范围</translation>
        </message>
        <message>
            <source>Last 24 hours</source>
            <comment>period_day</comment>
            <translation>最近 24 小时</translation>
        </message>
        <message>
            <source>Last 7 days</source>
            <comment>period_week</comment>
            <translation>最近 7 天</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <comment>period_month</comment>
            <translation>最近 30 天</translation>
        </message>
        <message>
            <source>All recorded</source>
            <comment>period_all</comment>
            <translation>全部记录</translation>
        </message>
        <message>
            <source>No launch matches. Choose a longer time or all mini-programs.</source>
            <comment>none_match</comment>
            <translation>没有符合条件的启动，请选择更长的时间或全部小程序。</translation>
        </message>
        <message>
            <source>Export…</source>
            <comment>export</comment>
            <translation>导出…</translation>
        </message>
        <message>
            <source>JSON…</source>
            <comment>export_json</comment>
            <translation>JSON…</translation>
        </message>
        <message>
            <source>CSV table…</source>
            <comment>export_csv</comment>
            <translation>CSV 表格…</translation>
        </message>
        <message>
            <source>Chrome trace (Perfetto)…</source>
            <comment>export_trace</comment>
            <translation>Chrome 跟踪文件（Perfetto）…</translation>
        </message>
        <message>
            <source>{count} launches were written to {file}.</source>
            <comment>export_done</comment>
            <translation>已将 {count} 次启动写入 {file}。</translation>
        </message>
        <message>
            <source>Send to the collector (OTLP)…</source>
            <comment>send</comment>
            <translation>发送到收集器（OTLP）…</translation>
        </message>
        <message>
            <source>Send launches to {endpoint}?</source>
            <comment>send_title</comment>
            <translation>要把启动记录发送到 {endpoint} 吗？</translation>
        </message>
        <message>
            <source>What it has not got yet: ids and versions of mini-programs, when they were opened, and the times of each launch. No pages, no names.</source>
            <comment>send_body</comment>
            <translation>只发送它还没有的：小程序的 ID 与版本、打开的时间，以及每次启动的各段用时。不含页面，不含姓名。</translation>
        </message>
        <message>
            <source>Send</source>
            <comment>send_confirm</comment>
            <translation>发送</translation>
        </message>
        <message>
            <source>{count} launches were sent to {endpoint}.</source>
            <comment>send_done</comment>
            <translation>已将 {count} 次启动发送到 {endpoint}。</translation>
        </message>
        <message>
            <source>No collector is set</source>
            <comment>send_unset_title</comment>
            <translation>没有设置收集器</translation>
        </message>
        <message>
            <source>Name one as “telemetry” in {file}. Nothing was sent.</source>
            <comment>send_unset_body</comment>
            <translation>请在 {file} 中用“telemetry”指定一个。没有发送任何内容。</translation>
        </message>
    </context>
    <context>
        <name>store</name>
        <message>
            <source>All</source>
            <comment>sections.ALL</comment>
            <translation>全部</translation>
        </message>
        <message>
            <source>Pinned</source>
            <comment>sections.PINNED</comment>
            <translation>已置顶</translation>
        </message>
        <message>
            <source>Recent</source>
            <comment>sections.RECENT</comment>
            <translation>最近使用</translation>
        </message>
        <message>
            <source>Updates</source>
            <comment>sections.UPDATES</comment>
            <translation>更新</translation>
        </message>
        <message>
            <source>Discover</source>
            <comment>sections.DISCOVER</comment>
            <translation>发现</translation>
        </message>
        <message>
            <source>Sections</source>
            <comment>sections_name</comment>
            <translation>分类栏</translation>
        </message>
        <message>
            <source>Updates ({count})</source>
            <comment>updates_count</comment>
            <translation>更新（{count}）</translation>
        </message>
        <message>
            <source>Nothing pinned yet</source>
            <comment>empty_titles.PINNED</comment>
            <translation>还没有置顶的小程序</translation>
        </message>
        <message>
            <source>Nothing opened yet</source>
            <comment>empty_titles.RECENT</comment>
            <translation>还没有打开过小程序</translation>
        </message>
        <message>
            <source>Everything is up to date</source>
            <comment>empty_titles.UPDATES</comment>
            <translation>全部都是最新版本</translation>
        </message>
        <message>
            <source>Nothing here yet</source>
            <comment>empty_titles.DISCOVER</comment>
            <translation>这里还没有内容</translation>
        </message>
        <message>
            <source>Pin what you use most: right-click a mini-program, or press P on it.</source>
            <comment>empty_bodies.PINNED</comment>
            <translation>把常用的置顶：右键点按小程序，或在其上按 P 键。</translation>
        </message>
        <message>
            <source>What you open stands here, the latest first.</source>
            <comment>empty_bodies.RECENT</comment>
            <translation>打开过的小程序会列在这里，最近的在最前面。</translation>
        </message>
        <message>
            <source>Newer versions of what is installed stand here when a registry has them.</source>
            <comment>empty_bodies.UPDATES</comment>
            <translation>注册源提供新版本时，会列在这里。</translation>
        </message>
        <message>
            <source>Your registries offer no mini-programs in this category.</source>
            <comment>empty_bodies.DISCOVER</comment>
            <translation>你的注册源在此类别下没有小程序。</translation>
        </message>
        <message>
            <source>Installed</source>
            <comment>notes.INSTALLED</comment>
            <translation>已安装</translation>
        </message>
        <message>
            <source>Update</source>
            <comment>notes.UPDATE</comment>
            <translation>可更新</translation>
        </message>
        <message>
            <source>New at next start</source>
            <comment>notes.READY</comment>
            <translation>下次启动用新版</translation>
        </message>
        <message>
            <source>Withdrawn</source>
            <comment>notes.WITHDRAWN</comment>
            <translation>已撤回</translation>
        </message>
        <message>
            <source>Pinned</source>
            <comment>pinned</comment>
            <translation>已置顶</translation>
        </message>
        <message>
            <source>Pin</source>
            <comment>pin</comment>
            <translation>置顶</translation>
        </message>
        <message>
            <source>Unpin</source>
            <comment>unpin</comment>
            <translation>取消置顶</translation>
        </message>
        <message>
            <source>Stay at this version</source>
            <comment>version_stay</comment>
            <translation>停留在此版本</translation>
        </message>
        <message>
            <source>Go back to {version}</source>
            <comment>roll_back</comment>
            <translation>退回到 {version}</translation>
        </message>
        <message>
            <source>Update</source>
            <comment>update</comment>
            <translation>更新</translation>
        </message>
        <message>
            <source>Look for updates</source>
            <comment>look_for_updates</comment>
            <translation>检查更新</translation>
        </message>
        <message>
            <source>Fanlight {version} is there. Quit Fanlight (Ctrl+Q), then run: {command}</source>
            <comment>own_newer</comment>
            <translation>Fanlight {version} 已发布。请先退出 Fanlight（Ctrl+Q），再运行：{command}</translation>
        </message>
        <message>
            <source>Mini-programs in your registries</source>
            <comment>offers_name</comment>
            <translation>注册源中的小程序</translation>
        </message>
        <message>
            <source>1 mini-program</source>
            <comment>offers_one</comment>
            <translation>1 个小程序</translation>
        </message>
        <message>
            <source>{count} mini-programs</source>
            <comment>offers_many</comment>
            <translation>{count} 个小程序</translation>
        </message>
        <message>
            <source>Books</source>
            <comment>categories.BOOKS</comment>
            <translation>图书</translation>
        </message>
        <message>
            <source>Business</source>
            <comment>categories.BUSINESS</comment>
            <translation>商务</translation>
        </message>
        <message>
            <source>Education</source>
            <comment>categories.EDUCATION</comment>
            <translation>教育</translation>
        </message>
        <message>
            <source>Entertainment</source>
            <comment>categories.ENTERTAINMENT</comment>
            <translation>娱乐</translation>
        </message>
        <message>
            <source>Finance</source>
            <comment>categories.FINANCE</comment>
            <translation>金融</translation>
        </message>
        <message>
            <source>Food</source>
            <comment>categories.FOOD</comment>
            <translation>餐饮</translation>
        </message>
        <message>
            <source>Games</source>
            <comment>categories.GAMES</comment>
            <translation>游戏</translation>
        </message>
        <message>
            <source>Public services</source>
            <comment>categories.GOVERNMENT</comment>
            <translation>政务</translation>
        </message>
        <message>
            <source>Health</source>
            <comment>categories.HEALTH</comment>
            <translation>健康</translation>
        </message>
        <message>
            <source>Everyday life</source>
            <comment>categories.LIFE</comment>
            <translation>生活</translation>
        </message>
        <message>
            <source>Photo and video</source>
            <comment>categories.MEDIA</comment>
            <translation>影音</translation>
        </message>
        <message>
            <source>News</source>
            <comment>categories.NEWS</comment>
            <translation>新闻</translation>
        </message>
        <message>
            <source>Shopping</source>
            <comment>categories.SHOPPING</comment>
            <translation>购物</translation>
        </message>
        <message>
            <source>Social</source>
            <comment>categories.SOCIAL</comment>
            <translation>社交</translation>
        </message>
        <message>
            <source>Tools</source>
            <comment>categories.TOOLS</comment>
            <translation>工具</translation>
        </message>
        <message>
            <source>Travel</source>
            <comment>categories.TRAVEL</comment>
            <translation>出行</translation>
        </message>
        <message>
            <source>All categories</source>
            <comment>all_categories</comment>
            <translation>全部类别</translation>
        </message>
        <message>
            <source>Category</source>
            <comment>category_name</comment>
            <translation>类别</translation>
        </message>
        <message>
            <source>Registries…</source>
            <comment>registries</comment>
            <translation>注册源…</translation>
        </message>
        <message>
            <source>Add a registry…</source>
            <comment>add_registry</comment>
            <translation>添加注册源…</translation>
        </message>
        <message>
            <source>No registry yet</source>
            <comment>no_registry_title</comment>
            <translation>还没有注册源</translation>
        </message>
        <message>
            <source>A registry is where mini-programs come from. Add one by its address and the fingerprint its operator gave you.</source>
            <comment>no_registry_body</comment>
            <translation>小程序来自注册源。请填写它的地址，以及运营者另行交给你的指纹。</translation>
        </message>
        <message>
            <source>Asking the registries…</source>
            <comment>looking</comment>
            <translation>正在询问注册源…</translation>
        </message>
        <message>
            <source>{registry} could not be asked just now; what it last offered is shown.</source>
            <comment>offline_notice</comment>
            <translation>暂时连不上“{registry}”，显示的是它上次提供的内容。</translation>
        </message>
        <message>
            <source>Try again</source>
            <comment>try_again</comment>
            <translation>重试</translation>
        </message>
        <message>
            <source>Back</source>
            <comment>back</comment>
            <translation>返回</translation>
        </message>
        <message>
            <source>Install</source>
            <comment>install</comment>
            <translation>安装</translation>
        </message>
        <message>
            <source>Installing {name}</source>
            <comment>installing</comment>
            <translation>正在安装“{name}”</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <comment>fetched</comment>
            <translation>{done} / {total}</translation>
        </message>
        <message>
            <source>Checking and putting in place…</source>
            <comment>checking</comment>
            <translation>正在检查并放置文件…</translation>
        </message>
        <message>
            <source>Stop</source>
            <comment>stop</comment>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stopped. What has arrived is kept for the next try.</source>
            <comment>stopped</comment>
            <translation>已停止。已收到的部分会留到下次继续。</translation>
        </message>
        <message>
            <source>Open</source>
            <comment>open</comment>
            <translation>打开</translation>
        </message>
        <message>
            <source>Remove…</source>
            <comment>remove</comment>
            <translation>移除…</translation>
        </message>
        <message>
            <source>What changes</source>
            <comment>what_changes</comment>
            <translation>变化</translation>
        </message>
        <message>
            <source>New in {version}</source>
            <comment>changes</comment>
            <translation>{version} 的新内容</translation>
        </message>
        <message>
            <source>The publisher does not say what has changed.</source>
            <comment>no_changes</comment>
            <translation>发布者没有说明有哪些变化。</translation>
        </message>
        <message>
            <source>Pictures</source>
            <comment>pictures</comment>
            <translation>图片</translation>
        </message>
        <message>
            <source>Picture {number} of {name}</source>
            <comment>picture_of</comment>
            <translation>“{name}”的图片 {number}</translation>
        </message>
        <message>
            <source>What it may do</source>
            <comment>rights</comment>
            <translation>它可以做什么</translation>
        </message>
        <message>
            <source>May ask to {right}</source>
            <comment>may</comment>
            <translation>可能会请求：{right}</translation>
        </message>
        <message>
            <source>Connects to {origin}</source>
            <comment>connects</comment>
            <translation>会连接 {origin}</translation>
        </message>
        <message>
            <source>It will be known when the package has been fetched: this registry's server cannot show it before.</source>
            <comment>rights_unknown</comment>
            <translation>下载后才能知道：这个注册源的服务器无法提前显示。</translation>
        </message>
        <message>
            <source>New: {right}</source>
            <comment>new_right</comment>
            <translation>新增：{right}</translation>
        </message>
        <message>
            <source>New: connects to {origin}</source>
            <comment>new_origin</comment>
            <translation>新增：会连接 {origin}</translation>
        </message>
        <message>
            <source>Version</source>
            <comment>version</comment>
            <translation>版本</translation>
        </message>
        <message>
            <source>Installed</source>
            <comment>installed_version</comment>
            <translation>已安装</translation>
        </message>
        <message>
            <source>Publisher</source>
            <comment>publisher</comment>
            <translation>发布者</translation>
        </message>
        <message>
            <source>Size</source>
            <comment>size</comment>
            <translation>大小</translation>
        </message>
        <message>
            <source>Registry</source>
            <comment>from_registry</comment>
            <translation>注册源</translation>
        </message>
        <message>
            <source>The registry could not be asked for more ({code}). Check the connection and try again.</source>
            <comment>detail_offline</comment>
            <translation>无法向注册源询问更多内容（{code}）。请检查网络后重试。</translation>
        </message>
        <message>
            <source>It stays at version {version} until you update it here.</source>
            <comment>staying</comment>
            <translation>停留在版本 {version}，直到你在这里更新。</translation>
        </message>
        <message>
            <source>Version {version} is installed. It runs when you next start it.</source>
            <comment>ready</comment>
            <translation>版本 {version} 已安装，下次启动时使用。</translation>
        </message>
        <message>
            <source>The new version wants more than you agreed to:</source>
            <comment>update_widens</comment>
            <translation>新版本要求的比你同意过的更多：</translation>
        </message>
        <message>
            <source>Agree and update</source>
            <comment>agree_update</comment>
            <translation>同意并更新</translation>
        </message>
        <message>
            <source>It is at version {version} again, and stays there until you update it.</source>
            <comment>rolled_back</comment>
            <translation>已回到版本 {version}，直到你更新为止。</translation>
        </message>
        <message>
            <source>Registries</source>
            <comment>dialog_title</comment>
            <translation>注册源</translation>
        </message>
        <message>
            <source>A registry may offer you mini-programs. Trust one only if you know who runs it: its fingerprint has to reach you another way than its address.</source>
            <comment>dialog_body</comment>
            <translation>注册源可以向你提供小程序。只信任你知道由谁运营的注册源：指纹必须通过地址以外的途径得到。</translation>
        </message>
        <message>
            <source>Address</source>
            <comment>address</comment>
            <translation>地址</translation>
        </message>
        <message>
            <source>https://apps.example.org/</source>
            <comment>address_hint</comment>
            <translation>https://apps.example.org/</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <comment>fingerprint</comment>
            <translation>指纹</translation>
        </message>
        <message>
            <source>64 letters and digits; spaces and colons do not matter</source>
            <comment>fingerprint_hint</comment>
            <translation>64 个字母和数字，空格和冒号不影响</translation>
        </message>
        <message>
            <source>Choose a root file…</source>
            <comment>root_file</comment>
            <translation>选择根文件…</translation>
        </message>
        <message>
            <source>Root of a registry (*.json)</source>
            <comment>root_filter</comment>
            <translation>注册源的根文件 (*.json)</translation>
        </message>
        <message>
            <source>Root file: {name}</source>
            <comment>root_chosen</comment>
            <translation>根文件：{name}</translation>
        </message>
        <message>
            <source>Trust this registry</source>
            <comment>trust</comment>
            <translation>信任此注册源</translation>
        </message>
        <message>
            <source>Cancel</source>
            <comment>cancel</comment>
            <translation>取消</translation>
        </message>
        <message>
            <source>Close</source>
            <comment>close</comment>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Trusted registries</source>
            <comment>trusted</comment>
            <translation>已信任的注册源</translation>
        </message>
        <message>
            <source>None yet.</source>
            <comment>trusted_none</comment>
            <translation>还没有。</translation>
        </message>
        <message>
            <source>Remove</source>
            <comment>forget</comment>
            <translation>移除</translation>
        </message>
        <message>
            <source>Remove {name}</source>
            <comment>forget_name</comment>
            <translation>移除“{name}”</translation>
        </message>
        <message>
            <source>Open Fanlight</source>
            <comment>tray_open</comment>
            <translation>打开 Fanlight</translation>
        </message>
        <message>
            <source>Quit</source>
            <comment>tray_quit</comment>
            <translation>退出</translation>
        </message>
        <message>
            <source>Fanlight is still here</source>
            <comment>tray_stays_title</comment>
            <translation>Fanlight 仍在运行</translation>
        </message>
        <message>
            <source>Its icon opens the launcher again. To end it, choose Quit in the icon's menu.</source>
            <comment>tray_stays_body</comment>
            <translation>点按它的图标可再次打开启动器；要结束它，请在图标菜单中选择“退出”。</translation>
        </message>
        <message>
            <source>{name} was updated</source>
            <comment>update_found_title</comment>
            <translation>“{name}”已更新</translation>
        </message>
        <message>
            <source>Version {version} runs when you next start it.</source>
            <comment>update_found_body</comment>
            <translation>下次启动时使用版本 {version}。</translation>
        </message>
    </context>
    <context>
        <name>report</name>
        <message>
            <source>Report a problem with {name}</source>
            <comment>title</comment>
            <translation>报告“{name}”的问题</translation>
        </message>
        <message>
            <source>This is gathered on this computer, without keys, app data or the queries of addresses. Nothing is sent: save it, and attach it where you report.</source>
            <comment>hint</comment>
            <translation>以下内容在本机收集，不含密钥、小程序数据和网址中的参数。不会发送任何内容：请保存后附在你的反馈中。</translation>
        </message>
        <message>
            <source>Gathering…</source>
            <comment>gathering</comment>
            <translation>正在收集…</translation>
        </message>
        <message>
            <source>Part of the report</source>
            <comment>file</comment>
            <translation>报告的一部分</translation>
        </message>
        <message>
            <source>What this part holds</source>
            <comment>content</comment>
            <translation>这部分的内容</translation>
        </message>
        <message>
            <source>Save…</source>
            <comment>save</comment>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <comment>cancel</comment>
            <translation>取消</translation>
        </message>
        <message>
            <source>Saved as {file}</source>
            <comment>saved</comment>
            <translation>已保存为“{file}”</translation>
        </message>
    </context>
    <context>
        <name>rights_page</name>
        <message>
            <source>Permissions</source>
            <comment>title</comment>
            <translation>权限</translation>
        </message>
        <message>
            <source>No mini-program was answered about this.</source>
            <comment>none</comment>
            <translation>你还没有就此回答过任何小程序。</translation>
        </message>
        <message>
            <source>No mini-program has used this.</source>
            <comment>none_used</comment>
            <translation>还没有小程序用过它。</translation>
        </message>
        <message>
            <source>And {count} more; each has its answer on its own page.</source>
            <comment>more</comment>
            <translation>另有 {count} 个，可在各自的页面查看。</translation>
        </message>
        <message>
            <source>Answer to {name}</source>
            <comment>answer</comment>
            <translation>对“{name}”的回答</translation>
        </message>
        <message>
            <source>Ask again for all</source>
            <comment>reset</comment>
            <translation>全部重新询问</translation>
        </message>
    </context>
    <context>
        <name>tools</name>
        <message>
            <source>This save does not build</source>
            <comment>build_failed</comment>
            <translation>这次保存无法编译</translation>
        </message>
        <message>
            <source>The app goes on as it was. This goes away with the next save that builds.</source>
            <comment>build_failed_body</comment>
            <translation>小程序保持原样运行。下次保存编译通过后，此提示自动消失。</translation>
        </message>
        <message>
            <source>An error in the app's code</source>
            <comment>app_failed</comment>
            <translation>小程序代码出错</translation>
        </message>
        <message>
            <source>The app goes on. This goes away with the next save.</source>
            <comment>app_failed_body</comment>
            <translation>小程序继续运行。下次保存后，此提示自动消失。</translation>
        </message>
        <message>
            <source>Hide</source>
            <comment>hide</comment>
            <translation>隐藏</translation>
        </message>
        <message>
            <source>Show the app (Esc)</source>
            <comment>hide_hint</comment>
            <translation>显示小程序（Esc）</translation>
        </message>
        <message>
            <source>What to do: {fix}</source>
            <comment>fix</comment>
            <translation>解决办法：{fix}</translation>
        </message>
        <message>
            <source>Developer tools</source>
            <comment>menu</comment>
            <translation>开发者工具</translation>
        </message>
        <message>
            <source>Developer tools: {name}</source>
            <comment>title</comment>
            <translation>开发者工具：{name}</translation>
        </message>
        <message>
            <source>Inspector</source>
            <comment>inspector</comment>
            <translation>检查器</translation>
        </message>
        <message>
            <source>Calls</source>
            <comment>calls</comment>
            <translation>调用</translation>
        </message>
        <message>
            <source>Network</source>
            <comment>network</comment>
            <translation>网络</translation>
        </message>
        <message>
            <source>Storage</source>
            <comment>storage</comment>
            <translation>存储</translation>
        </message>
        <message>
            <source>Page data</source>
            <comment>page_data</comment>
            <translation>页面数据</translation>
        </message>
        <message>
            <source>Refresh</source>
            <comment>refresh</comment>
            <translation>刷新</translation>
        </message>
        <message>
            <source>Refused only</source>
            <comment>only_refused</comment>
            <translation>仅显示被拒绝的</translation>
        </message>
        <message>
            <source>Search</source>
            <comment>search</comment>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Call</source>
            <comment>call</comment>
            <translation>调用</translation>
        </message>
        <message>
            <source>Right</source>
            <comment>right</comment>
            <translation>权限</translation>
        </message>
        <message>
            <source>Decision</source>
            <comment>decision</comment>
            <translation>决定</translation>
        </message>
        <message>
            <source>Outcome</source>
            <comment>outcome</comment>
            <translation>结果</translation>
        </message>
        <message>
            <source>Reason</source>
            <comment>reason</comment>
            <translation>原因</translation>
        </message>
        <message>
            <source>ms</source>
            <comment>took</comment>
            <translation>毫秒</translation>
        </message>
        <message>
            <source>Sent, bytes</source>
            <comment>sent</comment>
            <translation>发送字节</translation>
        </message>
        <message>
            <source>Received, bytes</source>
            <comment>received</comment>
            <translation>接收字节</translation>
        </message>
        <message>
            <source>Bytes</source>
            <comment>size</comment>
            <translation>字节</translation>
        </message>
        <message>
            <source>At</source>
            <comment>at</comment>
            <translation>时间</translation>
        </message>
        <message>
            <source>Method</source>
            <comment>method</comment>
            <translation>方法</translation>
        </message>
        <message>
            <source>Address</source>
            <comment>address</comment>
            <translation>地址</translation>
        </message>
        <message>
            <source>Status</source>
            <comment>status</comment>
            <translation>状态</translation>
        </message>
        <message>
            <source>Key</source>
            <comment>key</comment>
            <translation>键</translation>
        </message>
        <message>
            <source>Value</source>
            <comment>value</comment>
            <translation>值</translation>
        </message>
        <message>
            <source>The app has not called the host yet.</source>
            <comment>no_calls</comment>
            <translation>小程序尚未调用宿主接口。</translation>
        </message>
        <message>
            <source>The app has asked for nothing from the network yet.</source>
            <comment>no_network</comment>
            <translation>小程序尚未发起网络请求。</translation>
        </message>
        <message>
            <source>The app has stored nothing.</source>
            <comment>no_storage</comment>
            <translation>小程序尚未存储任何数据。</translation>
        </message>
        <message>
            <source>Only apps in WeChat's syntax have page data.</source>
            <comment>no_page_data</comment>
            <translation>只有微信语法的小程序才有页面数据。</translation>
        </message>
        <message>
            <source>The engine's own developer tools are not part of this installation.</source>
            <comment>inspector_missing</comment>
            <translation>当前安装不包含引擎自带的开发者工具。</translation>
        </message>
        <message>
            <source>Under remote control: another program on this machine drives this window.</source>
            <comment>remote_control</comment>
            <translation>正被远程控制：本机的另一个程序正在操作此窗口。</translation>
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source>The package is damaged or incomplete (at “{path}”). Get it again from its publisher.</source>
            <comment>said.package.archive.0</comment>
            <translation>安装包已损坏或不完整（位于“{path}”）。请向发布者重新获取。</translation>
        </message>
        <message>
            <source>The package is damaged or incomplete. Get it again from its publisher.</source>
            <comment>said.package.archive.1</comment>
            <translation>安装包已损坏或不完整。请向发布者重新获取。</translation>
        </message>
        <message>
            <source>The package holds a file whose name is not allowed: “{path}”. Tell its publisher.</source>
            <comment>said.package.entry_name.0</comment>
            <translation>安装包中有不允许的文件名：“{path}”。请告知发布者。</translation>
        </message>
        <message>
            <source>The package holds a file whose name is not allowed. Tell its publisher.</source>
            <comment>said.package.entry_name.1</comment>
            <translation>安装包中有不允许的文件名。请告知发布者。</translation>
        </message>
        <message>
            <source>“{path}” in the package is over a limit of {limit_bytes}. Tell its publisher.</source>
            <comment>said.package.limit.0</comment>
            <translation>安装包中的“{path}”超出了 {limit_bytes} 的上限。请告知发布者。</translation>
        </message>
        <message>
            <source>The package is over a limit of {limit_bytes}. Tell its publisher.</source>
            <comment>said.package.limit.1</comment>
            <translation>安装包超出了 {limit_bytes} 的上限。请告知发布者。</translation>
        </message>
        <message>
            <source>“{path}” in the package is over a limit of {limit}. Tell its publisher.</source>
            <comment>said.package.limit.2</comment>
            <translation>安装包中的“{path}”超出了上限（{limit}）。请告知发布者。</translation>
        </message>
        <message>
            <source>The package is over a limit of {limit}. Tell its publisher.</source>
            <comment>said.package.limit.3</comment>
            <translation>安装包超出了上限（{limit}）。请告知发布者。</translation>
        </message>
        <message>
            <source>The package is larger than packages may be. Tell its publisher.</source>
            <comment>said.package.limit.4</comment>
            <translation>安装包超出了允许的大小。请告知发布者。</translation>
        </message>
        <message>
            <source>The package's list of files does not fit “{path}”: it is damaged, or was altered. Get it again from its publisher.</source>
            <comment>said.package.index.0</comment>
            <translation>安装包的文件清单与“{path}”不符：安装包已损坏或被改动。请向发布者重新获取。</translation>
        </message>
        <message>
            <source>The package of {app_id} is not the one its registry names: it was exchanged. Nothing of it was used. Try again later, or tell the registry's operator.</source>
            <comment>said.package.index.1</comment>
            <translation>{app_id} 的安装包不是注册源所指的那一个：它被调换了，没有使用其中任何内容。请稍后重试，或联系注册源的运营者。</translation>
        </message>
        <message>
            <source>The package's list of files is damaged, or was altered. Get it again from its publisher.</source>
            <comment>said.package.index.2</comment>
            <translation>安装包的文件清单已损坏或被改动。请向发布者重新获取。</translation>
        </message>
        <message>
            <source>The package is not signed, or its signature does not hold: it was altered, or is not its publisher's. Get it again from its publisher.</source>
            <comment>said.package.signature.0</comment>
            <translation>安装包没有签名，或签名无效：它被改动过，或并非出自其发布者。请向发布者重新获取。</translation>
        </message>
        <message>
            <source>“{path}” in the package is not what its publisher signed: it is damaged, or was altered. Get it again from its publisher.</source>
            <comment>said.package.content.0</comment>
            <translation>安装包中的“{path}”与发布者签名的内容不符：已损坏或被改动。请向发布者重新获取。</translation>
        </message>
        <message>
            <source>{url} is not the file that the registry signed. Nothing of it was kept. Try again later, or tell the registry's operator.</source>
            <comment>said.package.content.1</comment>
            <translation>{url} 不是注册源签名的那个文件，没有保留其中任何内容。请稍后重试，或联系注册源的运营者。</translation>
        </message>
        <message>
            <source>What the package holds is not what its publisher signed. Get it again from its publisher.</source>
            <comment>said.package.content.2</comment>
            <translation>安装包的内容与发布者签名的不符。请向发布者重新获取。</translation>
        </message>
        <message>
            <source>“{member}” in {path} is missing or wrong. Tell its publisher.</source>
            <comment>said.package.manifest.0</comment>
            <translation>{path} 中的“{member}”缺失或有误。请告知发布者。</translation>
        </message>
        <message>
            <source>{path} is missing or wrong. Tell its publisher.</source>
            <comment>said.package.manifest.1</comment>
            <translation>{path} 缺失或有误。请告知发布者。</translation>
        </message>
        <message>
            <source>The package's manifest is missing or wrong. Tell its publisher.</source>
            <comment>said.package.manifest.2</comment>
            <translation>安装包的清单文件缺失或有误。请告知发布者。</translation>
        </message>
        <message>
            <source>The source code has {problems} problems, so nothing was made of it. The details name each with its place.</source>
            <comment>said.build.failed.0</comment>
            <translation>源代码有 {problems} 个问题，没有生成任何内容。每个问题的位置见详情。</translation>
        </message>
        <message>
            <source>“{folder}” holds no mini-program: neither manifest.json nor app.json is in it. Choose another folder.</source>
            <comment>said.build.failed.1</comment>
            <translation>“{folder}”中没有小程序：里面既没有 manifest.json，也没有 app.json。请选择另一个文件夹。</translation>
        </message>
        <message>
            <source>“{path}” in the source folder cannot be used. The details say why.</source>
            <comment>said.build.failed.2</comment>
            <translation>源代码文件夹中的“{path}”无法使用，原因见详情。</translation>
        </message>
        <message>
            <source>The source folder cannot be made into a mini-program. The details say why.</source>
            <comment>said.build.failed.3</comment>
            <translation>无法用这个源代码文件夹生成小程序，原因见详情。</translation>
        </message>
        <message>
            <source>The publisher of {app_id} is new to this computer, and was not trusted. The key's fingerprint is {fingerprint}: compare it with the publisher's own.</source>
            <comment>said.trust.publisher_unknown.0</comment>
            <translation>{app_id} 的发布者第一次出现在这台电脑上，尚未得到信任。其密钥指纹是 {fingerprint}，请与发布者提供的指纹核对。</translation>
        </message>
        <message>
            <source>The publisher is new to this computer, and was not trusted.</source>
            <comment>said.trust.publisher_unknown.1</comment>
            <translation>发布者第一次出现在这台电脑上，尚未得到信任。</translation>
        </message>
        <message>
            <source>{app_id} was installed from the publisher with key {installed_key}, and this package is of another, with key {key_id}. If you mean to change, remove the installed one first; its data goes with it.</source>
            <comment>said.trust.publisher_changed.0</comment>
            <translation>{app_id} 当初由密钥为 {installed_key} 的发布者提供，而这个安装包来自另一个发布者，密钥为 {key_id}。如果确实要更换，请先移除已安装的小程序，其数据会一并删除。</translation>
        </message>
        <message>
            <source>The package of {app_id} is signed with key {key_id}, which its registry does not know. It was not used. Tell the registry's operator.</source>
            <comment>said.trust.publisher_changed.1</comment>
            <translation>{app_id} 的安装包由密钥 {key_id} 签名，而它的注册源不认可这个密钥，因此没有使用。请联系注册源的运营者。</translation>
        </message>
        <message>
            <source>The package is of another publisher than the installed one. It was not used.</source>
            <comment>said.trust.publisher_changed.2</comment>
            <translation>这个安装包的发布者与已安装的不同，因此没有使用。</translation>
        </message>
        <message>
            <source>Version code {version_code} of {app_id} was refused: version code {floor_code} was here before, and an older one, or the same code with other content, may not take its place. Get a newer one.</source>
            <comment>said.trust.rollback.0</comment>
            <translation>已拒绝 {app_id} 的版本号 {version_code}：本机装过版本号 {floor_code}，更旧的版本，或版本号相同而内容不同的安装包，都不能取代它。请获取更新的版本。</translation>
        </message>
        <message>
            <source>This version is older than the one that was here before. Get a newer one.</source>
            <comment>said.trust.rollback.1</comment>
            <translation>这个版本比本机装过的版本旧。请获取更新的版本。</translation>
        </message>
        <message>
            <source>This version of {app_id} asks for more than you agreed to. Agree under “Updates” in the launcher, or go back to the version before.</source>
            <comment>said.trust.consent_needed.0</comment>
            <translation>{app_id} 的这个版本要求的权限比你同意过的更多。请在启动器的“更新”中同意，或退回上一版本。</translation>
        </message>
        <message>
            <source>This version asks for more than you agreed to. Agree under “Updates” in the launcher.</source>
            <comment>said.trust.consent_needed.1</comment>
            <translation>这个版本要求的权限比你同意过的更多。请在启动器的“更新”中同意。</translation>
        </message>
        <message>
            <source>The key “{name}” cannot be used. The details say why.</source>
            <comment>said.trust.key.0</comment>
            <translation>密钥“{name}”无法使用，原因见详情。</translation>
        </message>
        <message>
            <source>A key cannot be used. The details say why.</source>
            <comment>said.trust.key.1</comment>
            <translation>密钥无法使用，原因见详情。</translation>
        </message>
        <message>
            <source>The registry “{registry}” is not among yours. Add it under “Discover”.</source>
            <comment>said.registry.unknown.0</comment>
            <translation>你没有添加注册源“{registry}”。请在“发现”中添加。</translation>
        </message>
        <message>
            <source>None of your registries has it. Add its registry under “Discover”, or install it from a package.</source>
            <comment>said.registry.unknown.1</comment>
            <translation>你的注册源中都没有它。请在“发现”中添加它的注册源，或从安装包安装。</translation>
        </message>
        <message>
            <source>{url} answered with status {status}. Check the address, or try again later.</source>
            <comment>said.registry.unreachable.0</comment>
            <translation>{url} 返回了状态码 {status}。请检查地址，或稍后重试。</translation>
        </message>
        <message>
            <source>{url} could not be reached. Check your network, or try again later.</source>
            <comment>said.registry.unreachable.1</comment>
            <translation>无法连接 {url}。请检查网络，或稍后重试。</translation>
        </message>
        <message>
            <source>The registry “{registry}” could not be reached. Check your network, or try again later.</source>
            <comment>said.registry.unreachable.2</comment>
            <translation>无法连接注册源“{registry}”。请检查网络，或稍后重试。</translation>
        </message>
        <message>
            <source>What was asked for did not arrive. Check your network, or try again later.</source>
            <comment>said.registry.unreachable.3</comment>
            <translation>没有收到所需的内容。请检查网络，或稍后重试。</translation>
        </message>
        <message>
            <source>What the registry “{registry}” says was good until {expired}: somebody on the way may be holding back newer facts, or this computer's clock is wrong. Installed mini-programs go on working. Check the clock, else ask the registry's operator.</source>
            <comment>said.registry.expired.0</comment>
            <translation>注册源“{registry}”的信息已于 {expired} 过期：可能有人在途中扣留了较新的信息，也可能这台电脑的时钟不准。已安装的小程序不受影响。请先检查时钟，再联系注册源的运营者。</translation>
        </message>
        <message>
            <source>What the registry says is past its date. Check this computer's clock, else ask the registry's operator.</source>
            <comment>said.registry.expired.1</comment>
            <translation>注册源的信息已过期。请先检查这台电脑的时钟，再联系注册源的运营者。</translation>
        </message>
        <message>
            <source>The registry “{registry}” offers an old state (version {offered_version}, and version {seen_version} was seen before). It was refused, and installed mini-programs go on working. Ask the registry's operator.</source>
            <comment>said.registry.rollback.0</comment>
            <translation>注册源“{registry}”提供的是旧信息（版本 {offered_version}，此前已见过版本 {seen_version}），已拒绝使用，已安装的小程序不受影响。请联系注册源的运营者。</translation>
        </message>
        <message>
            <source>The registry offers a state older than one seen before. It was refused. Ask its operator.</source>
            <comment>said.registry.rollback.1</comment>
            <translation>注册源提供的信息比此前见过的旧，已拒绝使用。请联系注册源的运营者。</translation>
        </message>
        <message>
            <source>What the registry “{registry}” sent is not signed by the keys it is trusted for. It was refused, and installed mini-programs go on working. Ask the registry's operator.</source>
            <comment>said.registry.signature.0</comment>
            <translation>注册源“{registry}”发来的内容不是由受信任的密钥签名的，已拒绝使用，已安装的小程序不受影响。请联系注册源的运营者。</translation>
        </message>
        <message>
            <source>The registry at {url} does not have this fingerprint: it may be another one. Check both with its operator.</source>
            <comment>said.registry.signature.1</comment>
            <translation>{url} 的注册源与这个指纹不符：它可能是另一个注册源。请向其运营者核对地址和指纹。</translation>
        </message>
        <message>
            <source>The fingerprint of the root file is {root_sha256}, not the one you gave. Check both with the registry's operator.</source>
            <comment>said.registry.signature.2</comment>
            <translation>根文件的指纹是 {root_sha256}，与你填写的不同。请向注册源的运营者核对两者。</translation>
        </message>
        <message>
            <source>What the registry sent is not signed by enough of its keys. It was refused. Ask its operator.</source>
            <comment>said.registry.signature.3</comment>
            <translation>注册源发来的内容没有足够的密钥签名，已拒绝使用。请联系注册源的运营者。</translation>
        </message>
        <message>
            <source>What the registry “{registry}” sent cannot be used: it is damaged, altered, or of different states. Installed mini-programs go on working. Try again later, or tell its operator.</source>
            <comment>said.registry.invalid.0</comment>
            <translation>注册源“{registry}”发来的内容无法使用：已损坏、被改动，或前后不一致。已安装的小程序不受影响。请稍后重试，或联系注册源的运营者。</translation>
        </message>
        <message>
            <source>What {url} sent cannot be used, and was refused. Check the address, try again later, or tell the registry's operator.</source>
            <comment>said.registry.invalid.1</comment>
            <translation>{url} 发来的内容无法使用，已拒绝。请检查地址、稍后重试，或联系注册源的运营者。</translation>
        </message>
        <message>
            <source>What the registry sent cannot be used (“{path}”). Installed mini-programs go on working. Tell its operator.</source>
            <comment>said.registry.invalid.2</comment>
            <translation>注册源发来的内容无法使用（“{path}”）。已安装的小程序不受影响。请联系注册源的运营者。</translation>
        </message>
        <message>
            <source>What the registry sent cannot be used, and was refused. Tell its operator.</source>
            <comment>said.registry.invalid.3</comment>
            <translation>注册源发来的内容无法使用，已拒绝。请联系注册源的运营者。</translation>
        </message>
        <message>
            <source>The registry “{registry}” does not offer {app_id}, or not this version of it. Look for it under “Discover”.</source>
            <comment>said.registry.not_found.0</comment>
            <translation>注册源“{registry}”不提供 {app_id}，或不提供它的这个版本。请在“发现”中查找。</translation>
        </message>
        <message>
            <source>The registry does not offer this mini-program.</source>
            <comment>said.registry.not_found.1</comment>
            <translation>注册源不提供这个小程序。</translation>
        </message>
        <message>
            <source>The registry has revoked this version of {app_id}: it is neither installed nor opened. Update it, go back to the version before, or remove it.</source>
            <comment>said.registry.revoked.0</comment>
            <translation>注册源已撤回 {app_id} 的这个版本：不能再安装或打开。请更新、退回上一版本或移除它。</translation>
        </message>
        <message>
            <source>The registry has revoked this version. Update it, or remove it.</source>
            <comment>said.registry.revoked.1</comment>
            <translation>注册源已撤回这个版本。请更新或移除它。</translation>
        </message>
        <message>
            <source>The registry may not be changed in this way. The details say why.</source>
            <comment>said.registry.publish_refused.0</comment>
            <translation>不能这样更改注册源，原因见详情。</translation>
        </message>
        <message>
            <source>No version of {app_id} before {version} is kept on this computer.</source>
            <comment>said.store.not_installed.0</comment>
            <translation>这台电脑上没有保留 {app_id} 在 {version} 之前的版本。</translation>
        </message>
        <message>
            <source>{app_id} is not installed. Install it first.</source>
            <comment>said.store.not_installed.1</comment>
            <translation>{app_id} 尚未安装，请先安装。</translation>
        </message>
        <message>
            <source>The mini-program is not installed. Install it first.</source>
            <comment>said.store.not_installed.2</comment>
            <translation>小程序尚未安装，请先安装。</translation>
        </message>
        <message>
            <source>{app_id} is open in another Fanlight. Close it there, then try again.</source>
            <comment>said.store.busy.0</comment>
            <translation>{app_id} 正在另一个 Fanlight 中打开。请先在那里关闭，再重试。</translation>
        </message>
        <message>
            <source>“{path}” is in use. Close the mini-program, then try again.</source>
            <comment>said.store.busy.1</comment>
            <translation>“{path}”正被占用。请关闭小程序后重试。</translation>
        </message>
        <message>
            <source>Another program is reading the registry “{registry}”. Try again in a moment.</source>
            <comment>said.store.busy.2</comment>
            <translation>另一个程序正在读取注册源“{registry}”，请稍后重试。</translation>
        </message>
        <message>
            <source>It is open in another Fanlight, or another one is installing just now. Close it there or wait, then try again.</source>
            <comment>said.store.busy.3</comment>
            <translation>它正在另一个 Fanlight 中打开，或另一个 Fanlight 正在安装小程序。请先在那里关闭或稍等片刻，再重试。</translation>
        </message>
        <message>
            <source>{app_id}: what this computer keeps of it was changed from outside, and is not used. Install it again.</source>
            <comment>said.store.corrupt.0</comment>
            <translation>本机保存的 {app_id} 信息被外部改动，因此没有使用。请重新安装。</translation>
        </message>
        <message>
            <source>“{path}” is damaged, was changed from outside, or does not belong to you. The details say what to do.</source>
            <comment>said.store.corrupt.1</comment>
            <translation>“{path}”已损坏、被外部改动，或不属于你。解决办法见详情。</translation>
        </message>
        <message>
            <source>An installed file is missing or was changed on this computer ({digest}), and is not used. Install the mini-program again.</source>
            <comment>said.store.corrupt.2</comment>
            <translation>本机有一个已安装的文件缺失或被改动（{digest}），因此没有使用。请重新安装这个小程序。</translation>
        </message>
        <message>
            <source>What Fanlight keeps on this computer is damaged, or was changed from outside, and is not used. The details say what to do.</source>
            <comment>said.store.corrupt.3</comment>
            <translation>Fanlight 在本机保存的内容已损坏或被外部改动，因此没有使用。解决办法见详情。</translation>
        </message>
        <message>
            <source>The disk or your quota is full. Nothing was changed. Free some space.</source>
            <comment>said.store.full.0</comment>
            <translation>磁盘已满或超出配额，没有任何内容被更改。请腾出一些空间。</translation>
        </message>
        <message>
            <source>“{path}” could not be read or written. Look after the disk, then try again.</source>
            <comment>said.store.disk.0</comment>
            <translation>无法读写“{path}”。请检查磁盘后重试。</translation>
        </message>
        <message>
            <source>The disk could not be read or written. Look after it, then try again.</source>
            <comment>said.store.disk.1</comment>
            <translation>无法读写磁盘。请检查磁盘后重试。</translation>
        </message>
        <message>
            <source>{endpoint} did not take the measured launches. They are sent again next time.</source>
            <comment>said.telemetry.unreachable.0</comment>
            <translation>{endpoint} 没有接收启动耗时数据，下次会重新发送。</translation>
        </message>
        <message>
            <source>The measured launches could not be sent. They are sent again next time.</source>
            <comment>said.telemetry.unreachable.1</comment>
            <translation>启动耗时数据发送失败，下次会重新发送。</translation>
        </message>
        <message>
            <source>Fanlight was installed by {installer}, which updates it as well: {command}</source>
            <comment>said.update.managed.0</comment>
            <translation>Fanlight 由 {installer} 安装，也由它更新：{command}</translation>
        </message>
        <message>
            <source>Whatever installed Fanlight updates it as well.</source>
            <comment>said.update.managed.1</comment>
            <translation>Fanlight 由安装它的程序更新。</translation>
        </message>
        <message>
            <source>This Fanlight was built without a place to get newer versions from. Ask where you have it from.</source>
            <comment>said.update.no_source.0</comment>
            <translation>此 Fanlight 在构建时没有指定新版本的来源。请向提供它的人询问。</translation>
        </message>
        <message>
            <source>“{path}” is not yours alone to write to, so Fanlight does not update itself there.</source>
            <comment>said.update.refused.0</comment>
            <translation>“{path}”并非只有你可写，因此 Fanlight 不会在那里更新自己。</translation>
        </message>
        <message>
            <source>Fanlight does not update itself here. Ask who installed it.</source>
            <comment>said.update.refused.1</comment>
            <translation>Fanlight 不会在这里更新自己。请向安装它的人询问。</translation>
        </message>
        <message>
            <source>Fanlight is running, perhaps in the tray only. Quit it (Ctrl+Q in the launcher), then try again.</source>
            <comment>said.update.waits.0</comment>
            <translation>Fanlight 正在运行，可能只在托盘中。请退出它（在启动器中按 Ctrl+Q），然后再试。</translation>
        </message>
        <message>
            <source>What is offered for {build} was made for {offered}. Nothing was replaced. Tell who publishes Fanlight.</source>
            <comment>said.update.invalid.0</comment>
            <translation>为 {build} 提供的版本是为 {offered} 制作的，未替换任何内容。请告知 Fanlight 的发布者。</translation>
        </message>
        <message>
            <source>The new version cannot be used. Nothing was replaced. Tell who publishes Fanlight.</source>
            <comment>said.update.invalid.1</comment>
            <translation>新版本无法使用，未替换任何内容。请告知 Fanlight 的发布者。</translation>
        </message>
        <message>
            <source>Fanlight {version} does not start on this machine. The present version stays.</source>
            <comment>said.update.does_not_start.0</comment>
            <translation>Fanlight {version} 无法在这台电脑上启动，将继续使用当前版本。</translation>
        </message>
        <message>
            <source>The new version does not start on this machine. The present version stays.</source>
            <comment>said.update.does_not_start.1</comment>
            <translation>新版本无法在这台电脑上启动，将继续使用当前版本。</translation>
        </message>
        <message>
            <source>It has no page “{page}”: the link may be old. Open it without the page.</source>
            <comment>said.launch.page_not_found.0</comment>
            <translation>它没有“{page}”这个页面：链接可能已过时。请直接打开小程序。</translation>
        </message>
        <message>
            <source>It has no such page: the link may be old. Open it without the page.</source>
            <comment>said.launch.page_not_found.1</comment>
            <translation>它没有这个页面：链接可能已过时。请直接打开小程序。</translation>
        </message>
        <message>
            <source>It was not ready within {timeout_s} seconds. Try again.</source>
            <comment>said.launch.timeout.0</comment>
            <translation>它在 {timeout_s} 秒内没有准备好。请重试。</translation>
        </message>
        <message>
            <source>It was not ready in time. Try again.</source>
            <comment>said.launch.timeout.1</comment>
            <translation>它没有及时准备好。请重试。</translation>
        </message>
        <message>
            <source>This Fanlight cannot run this kind of mini-program. Update it.</source>
            <comment>said.launch.kind_unsupported.0</comment>
            <translation>当前的 Fanlight 不能运行这类小程序，请更新 Fanlight。</translation>
        </message>
        <message>
            <source>The link is not of the form fanlight://open/&lt;app-id&gt;/&lt;page&gt;, or is too long. Check that it was copied whole.</source>
            <comment>said.launch.link.0</comment>
            <translation>链接的格式应为 fanlight://open/&lt;小程序 ID&gt;/&lt;页面&gt;，或链接过长。请检查是否复制完整。</translation>
        </message>
        <message>
            <source>The picture is larger than {limit_bytes}. Cut out the code, and try again.</source>
            <comment>said.launch.picture.0</comment>
            <translation>图片超过 {limit_bytes}。请裁剪出二维码再试。</translation>
        </message>
        <message>
            <source>The picture has more than {limit_pixels} pixels. Cut out the code, and try again.</source>
            <comment>said.launch.picture.1</comment>
            <translation>图片超过 {limit_pixels} 像素。请裁剪出二维码再试。</translation>
        </message>
        <message>
            <source>No QR code with a link can be read in this picture. Use a PNG or JPEG picture on which the whole code can be seen.</source>
            <comment>said.launch.picture.2</comment>
            <translation>在这张图片里识别不到带链接的二维码。请使用能看到整个二维码的 PNG 或 JPEG 图片。</translation>
        </message>
        <message>
            <source>{limit} mini-programs are open already. Close some first.</source>
            <comment>said.launch.too_many.0</comment>
            <translation>已经打开了 {limit} 个小程序。请先关闭一些。</translation>
        </message>
        <message>
            <source>Too many mini-programs are open already. Close some first.</source>
            <comment>said.launch.too_many.1</comment>
            <translation>打开的小程序太多。请先关闭一些。</translation>
        </message>
        <message>
            <source>It stopped several times in a row. For {retry_after_s} seconds only you can open it, not links and other mini-programs.</source>
            <comment>said.launch.crash_loop.0</comment>
            <translation>它连续多次停止运行。{retry_after_s} 秒内只有你能打开它，链接和其他小程序不能。</translation>
        </message>
        <message>
            <source>It stopped several times in a row. Wait a little, then open it again.</source>
            <comment>said.launch.crash_loop.1</comment>
            <translation>它连续多次停止运行。请稍等片刻再打开。</translation>
        </message>
        <message>
            <source>The Fanlight that had it open has ended. Open it again.</source>
            <comment>said.launch.host_gone.0</comment>
            <translation>打开它的 Fanlight 已退出。请重新打开。</translation>
        </message>
        <message>
            <source>The browser's sandbox is not on, so nothing was opened. Start Fanlight as an ordinary user, not as the administrator; the details say what is missing.</source>
            <comment>said.view.not_sandboxed.0</comment>
            <translation>浏览器沙箱没有启用，因此什么都没有打开。请以普通用户（而不是管理员）身份启动 Fanlight；缺少什么见详情。</translation>
        </message>
        <message>
            <source>Its page ended unexpectedly. Open it again.</source>
            <comment>said.view.renderer_gone.0</comment>
            <translation>页面意外终止。请重新打开。</translation>
        </message>
        <message>
            <source>Its page did not respond for too long, and was stopped.</source>
            <comment>said.view.stuck.0</comment>
            <translation>页面长时间没有响应，已被停止。</translation>
        </message>
        <message>
            <source>It was stopped, as it took more than a mini-program may (memory, threads, storage or messages).</source>
            <comment>said.view.resources.0</comment>
            <translation>它占用的资源（内存、线程、存储或消息）超过了小程序的上限，已被停止。</translation>
        </message>
        <message>
            <source>Its page could not be loaded. Try again.</source>
            <comment>said.view.load_failed.0</comment>
            <translation>页面无法加载。请重试。</translation>
        </message>
        <message>
            <source>The browser engine that mini-programs need cannot be started here. Install Fanlight anew; the details say what is missing.</source>
            <comment>said.view.engine_unavailable.0</comment>
            <translation>小程序所需的浏览器引擎无法在这台电脑上启动。请重新安装 Fanlight；缺少什么见详情。</translation>
        </message>
        <message>
            <source>There is no screen to show it on.</source>
            <comment>said.view.no_display.0</comment>
            <translation>没有可用来显示它的屏幕。</translation>
        </message>
        <message>
            <source>“{address}” is not a registry's address. Write https:// and the server's name.</source>
            <comment>said.usage.0</comment>
            <translation>“{address}”不是注册源的地址。请填写 https:// 和服务器名称。</translation>
        </message>
        <message>
            <source>The registry “{registry}” is among yours already. Remove it first to add it anew.</source>
            <comment>said.usage.1</comment>
            <translation>注册源“{registry}”已经添加过。如需重新添加，请先移除它。</translation>
        </message>
        <message>
            <source>“{path}” cannot be read or used. Correct it, or choose another.</source>
            <comment>said.usage.2</comment>
            <translation>“{path}”无法读取或使用。请改正，或选择另一个。</translation>
        </message>
        <message>
            <source>This needs a part of Fanlight that is not installed: {extra}. Ask who installed it.</source>
            <comment>said.usage.3</comment>
            <translation>这需要 Fanlight 的一个没有安装的组件：{extra}。请联系安装者。</translation>
        </message>
        <message>
            <source>More than one of your registries has {app_id}: {registries}. Choose it under “Discover”.</source>
            <comment>said.usage.4</comment>
            <translation>你的注册源中不止一个提供 {app_id}：{registries}。请在“发现”中选择。</translation>
        </message>
        <message>
            <source>“{target}” is neither an app id nor a package, a source folder or a link.</source>
            <comment>said.usage.5</comment>
            <translation>“{target}”不是小程序 ID、安装包、源代码文件夹或链接。</translation>
        </message>
        <message>
            <source>That cannot be done in this way. Check what you have entered.</source>
            <comment>said.usage.6</comment>
            <translation>不能这样操作。请检查所填的内容。</translation>
        </message>
        <message>
            <source>“{value}” is not written as it has to be. Check it.</source>
            <comment>said.name.invalid.0</comment>
            <translation>“{value}”的格式不正确，请检查。</translation>
        </message>
        <message>
            <source>An app id, a page, a version or a fingerprint is not written as it has to be. Check it.</source>
            <comment>said.name.invalid.1</comment>
            <translation>小程序 ID、页面、版本或指纹的格式不正确，请检查。</translation>
        </message>
        <message>
            <source>{app_id} is not offered any more. Look for it under “Discover”.</source>
            <comment>said.call.not_found.0</comment>
            <translation>{app_id} 已不再提供。请在“发现”中查找。</translation>
        </message>
        <message>
            <source>It is not there any more.</source>
            <comment>said.call.not_found.1</comment>
            <translation>它已不存在。</translation>
        </message>
        <message>
            <source>“{path}” could not be read or written. Choose another place, or check its rights.</source>
            <comment>said.call.not_supported.0</comment>
            <translation>无法读写“{path}”。请换一个位置，或检查其访问权限。</translation>
        </message>
        <message>
            <source>This system cannot do that.</source>
            <comment>said.call.not_supported.1</comment>
            <translation>这个系统不支持此操作。</translation>
        </message>
        <message>
            <source>Something went wrong in Fanlight (incident {incident}). You can report it from the menu.</source>
            <comment>said.internal.0</comment>
            <translation>Fanlight 出错了（事件编号 {incident}）。可以从菜单中报告问题。</translation>
        </message>
        <message>
            <source>Something went wrong in Fanlight. You can report it from the menu.</source>
            <comment>said.internal.1</comment>
            <translation>Fanlight 出错了。可以从菜单中报告问题。</translation>
        </message>
    </context>
    <context>
        <name>findings</name>
        <message>
            <source>A JSON file is malformed, or holds no object.</source>
            <comment>kinds.C1001</comment>
            <translation>JSON 文件格式有误，或内容不是对象。</translation>
        </message>
        <message>
            <source>`app.json` lists no page.</source>
            <comment>kinds.C1011</comment>
            <translation>app.json 没有列出任何页面。</translation>
        </message>
        <message>
            <source>A page that `app.json` lists is missing.</source>
            <comment>kinds.C1012</comment>
            <translation>app.json 列出的一个页面不存在。</translation>
        </message>
        <message>
            <source>What `pages` lists cannot be a route.</source>
            <comment>kinds.C1013</comment>
            <translation>pages 中有一项不能作为页面路径。</translation>
        </message>
        <message>
            <source>A subpackage without a usable `root`.</source>
            <comment>kinds.C1015</comment>
            <translation>分包没有可用的 root。</translation>
        </message>
        <message>
            <source>A tab's page is not in `pages`.</source>
            <comment>kinds.C1020</comment>
            <translation>tabBar 的一个页面不在 pages 中。</translation>
        </message>
        <message>
            <source>A member of `fanlight.json` is wrong.</source>
            <comment>kinds.C1070</comment>
            <translation>fanlight.json 的一个成员有误。</translation>
        </message>
        <message>
            <source>The manifest made from `fanlight.json` is refused; the message names the member.</source>
            <comment>kinds.C1072</comment>
            <translation>由 fanlight.json 生成的清单未通过检查，下面的原文指明是哪个成员。</translation>
        </message>
        <message>
            <source>An icon of `fanlight.json` is no file of the mini-program.</source>
            <comment>kinds.C1073</comment>
            <translation>fanlight.json 的一个图标不是小程序中的文件。</translation>
        </message>
        <message>
            <source>What looks like a secret. A warning with `--allow-secrets`, and where a folder is opened.</source>
            <comment>kinds.C1090</comment>
            <translation>疑似密钥或密码。使用 --allow-secrets 或从文件夹打开时，只作为警告。</translation>
        </message>
        <message>
            <source>An expression that cannot be read. WXML takes JavaScript's operators, calls and literals only.</source>
            <comment>kinds.C2001</comment>
            <translation>表达式无法识别。WXML 只支持 JavaScript 的运算符、函数调用和字面量。</translation>
        </message>
        <message>
            <source>A `{{` without its `}}`.</source>
            <comment>kinds.C2002</comment>
            <translation>有“{{”而没有对应的“}}”。</translation>
        </message>
        <message>
            <source>A tag without its `&gt;`.</source>
            <comment>kinds.C2003</comment>
            <translation>标签缺少“&gt;”。</translation>
        </message>
        <message>
            <source>A quotation mark without its second one.</source>
            <comment>kinds.C2004</comment>
            <translation>引号没有成对。</translation>
        </message>
        <message>
            <source>WXS that does not parse.</source>
            <comment>kinds.C2018</comment>
            <translation>WXS 代码有语法错误。</translation>
        </message>
        <message>
            <source>WXS requires a file that is not there.</source>
            <comment>kinds.C2019</comment>
            <translation>WXS 引用的文件不存在。</translation>
        </message>
        <message>
            <source>`wxs` without a usable `module`.</source>
            <comment>kinds.C2026</comment>
            <translation>wxs 标签没有可用的 module。</translation>
        </message>
        <message>
            <source>A WXS file that is not there.</source>
            <comment>kinds.C2028</comment>
            <translation>WXS 文件不存在。</translation>
        </message>
        <message>
            <source>The template compiler broke down; nest tags less deeply, or part the file.</source>
            <comment>kinds.C2029</comment>
            <translation>模板编译器出错。请减少标签的嵌套层数，或拆分文件。</translation>
        </message>
        <message>
            <source>An expression without its end.</source>
            <comment>kinds.C2031</comment>
            <translation>表达式没有结束。</translation>
        </message>
        <message>
            <source>A tag that is not complete.</source>
            <comment>kinds.C2032</comment>
            <translation>标签不完整。</translation>
        </message>
        <message>
            <source>What should be a name is none.</source>
            <comment>kinds.C2038</comment>
            <translation>此处应为名称。</translation>
        </message>
        <message>
            <source>An unknown escape sequence.</source>
            <comment>kinds.C2041</comment>
            <translation>未知的转义序列。</translation>
        </message>
        <message>
            <source>A condition without `?` or `:`.</source>
            <comment>kinds.C2042</comment>
            <translation>条件表达式缺少“?”或“:”。</translation>
        </message>
        <message>
            <source>A bracket that is not closed.</source>
            <comment>kinds.C2043</comment>
            <translation>方括号没有闭合。</translation>
        </message>
        <message>
            <source>A parenthesis that is not closed.</source>
            <comment>kinds.C2044</comment>
            <translation>圆括号没有闭合。</translation>
        </message>
        <message>
            <source>Something that WXML cannot do.</source>
            <comment>kinds.C2046</comment>
            <translation>WXML 不支持这种写法。</translation>
        </message>
        <message>
            <source>What the template compiler says otherwise, in its own words.</source>
            <comment>kinds.C2047</comment>
            <translation>模板编译器报告的其他问题，见下面的原文。</translation>
        </message>
        <message>
            <source>An `@import` that names no file.</source>
            <comment>kinds.C3001</comment>
            <translation>@import 没有指明文件。</translation>
        </message>
        <message>
            <source>An imported sheet that is not there.</source>
            <comment>kinds.C3003</comment>
            <translation>引入的样式文件不存在。</translation>
        </message>
        <message>
            <source>Brackets nested too deeply.</source>
            <comment>kinds.C3010</comment>
            <translation>括号嵌套过深。</translation>
        </message>
        <message>
            <source>A script that does not parse.</source>
            <comment>kinds.C4001</comment>
            <translation>脚本有语法错误。</translation>
        </message>
        <message>
            <source>A script of more than 8 MiB, or a Less or Sass sheet of more than 4 MiB with what it imports.</source>
            <comment>kinds.C4002</comment>
            <translation>脚本超过 8 MiB，或 Less、Sass 样式连同引入的文件超过 4 MiB。</translation>
        </message>
        <message>
            <source>A file that takes a tool more than 30 seconds or too much memory.</source>
            <comment>kinds.C4003</comment>
            <translation>处理某个文件超过 30 秒，或占用内存过多。</translation>
        </message>
        <message>
            <source>A required `.json` that does not parse.</source>
            <comment>kinds.C4006</comment>
            <translation>引用的 .json 文件格式有误。</translation>
        </message>
        <message>
            <source>A required `.json` with a value that JSON does not have, or nested too deep.</source>
            <comment>kinds.C4007</comment>
            <translation>引用的 .json 文件含有 JSON 没有的值，或嵌套过深。</translation>
        </message>
        <message>
            <source>A Less sheet that does not compile.</source>
            <comment>kinds.C4010</comment>
            <translation>Less 样式无法编译。</translation>
        </message>
        <message>
            <source>A Sass sheet that does not compile.</source>
            <comment>kinds.C4011</comment>
            <translation>Sass 样式无法编译。</translation>
        </message>
        <message>
            <source>A file name that no package may hold.</source>
            <comment>kinds.package.entry_name</comment>
            <translation>安装包中不允许有这样的文件名。</translation>
        </message>
        <message>
            <source>More, or larger, than a package may hold.</source>
            <comment>kinds.package.limit</comment>
            <translation>超出了安装包的数量或大小上限。</translation>
        </message>
        <message>
            <source>manifest.json is missing or wrong.</source>
            <comment>kinds.package.manifest</comment>
            <translation>manifest.json 缺失或有误。</translation>
        </message>
        <message>
            <source>What looks like a secret.</source>
            <comment>kinds.build.secret</comment>
            <translation>疑似密钥或密码。</translation>
        </message>
    </context>
</TS>
