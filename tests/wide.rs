//! Templates and documents in scripts with wide characters: brackets, colons, parentheses and numbers of their own.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::document::Document;
use specls::rules;
use specls::template::Template;
use specls::workspace::Snapshot;
use std::sync::Arc;

/// The findings, as `rule text`; the same with other line endings.
fn found(template: &str, source: &str) -> Vec<String> {
    let check = |template: &str, source: &str| {
        let template = Arc::new(Template::read("t", "t.md", template));
        let snapshot = Snapshot::new(Document::parse(source), Some(template));
        let said = |finding: &rules::Finding| format!("{} {}", finding.rule.id, &source[finding.span.range()]);
        rules::check(&snapshot).iter().map(said).collect::<Vec<_>>()
    };
    let found = check(template, source);
    assert_eq!(found, check(&template.replace('\n', "\r\n"), &source.replace('\n', "\r\n")), "{source}");
    found
}

#[test]
fn full_width_brackets_are_placeholders() {
    let template =
        "# 【名称】设计\n\n## 背景\n\n［背景の説明］\n\n## 目标\n\n- ｛目标一｝\n\n## 接口：＜名称＞\n\n内容\n";
    let whole = "# 预约设计\n\n## 背景\n\n读者在【服务台】领取。\n\n## 目标\n\n- ［一分钟］\n\n## 接口：预约\n\n内容\n";
    assert!(found(template, whole).is_empty(), "{:?}", found(template, whole));
    let left = [
        "unfilled-placeholder 【名称】",
        "unfilled-placeholder ［背景の説明］",
        "unfilled-placeholder ｛目标一｝",
        "unfilled-placeholder ＜名称＞",
    ];
    assert_eq!(found(template, template), left);
}

#[test]
fn brackets_that_stay_are_none() {
    for text in [
        "【注意】请先阅读。",
        "【目的】\n\n这个项目的目的。",
        "【目的】\n这个项目的目的。",
        "- 【重要】备份",
        "- 【甲方】负责开发",
        "`【名称】`",
        "【】",
        "【名称］",
        "】【",
    ] {
        let template = format!("# 题目\n\n## 背景\n\n{text}\n\n## 目标\n\n内容\n");
        assert_eq!(found(&template, &template), [""; 0], "{text}");
    }
}

#[test]
fn a_full_width_colon_is_that_of_a_field() {
    let template =
        "# 题目\n\n**负责人**：{姓名}\n**版本：**【版本号】\n\n## 背景\n\n- 日期：{日期}\n- 预算：（请填写）\n";
    let whole = "# 题目\n\n**负责人**：王芳\n**版本：**1.0\n\n## 背景\n\n- 日期：三月四日\n- 预算：无\n";
    assert_eq!(found(template, whole), [""; 0]);
    let without = whole.replace("**负责人**：王芳\n", "").replace("- 日期：三月四日\n", "");
    assert_eq!(found(template, &without), ["missing-field 题目", "missing-field 背景"]);
    let empty = whole.replace("王芳", "").replace("无", "（请填写）");
    assert_eq!(found(template, &empty), ["empty-field 负责人", "unfilled-placeholder （请填写）"]);
}

#[test]
fn headings_are_numbered_and_left_out_in_many_ways() {
    let template = "# 题目\n\n## 一、概述\n\n{概述}\n\n## 二、设计\n\n{设计}\n\n## 附录（可选）\n\n{附录}\n\n## 参考(任意)\n\n{参考}\n";
    for (one, two) in [
        ("概述", "设计"),
        ("1. 概述", "2. 设计"),
        ("第一章 概述", "第二章 设计"),
        ("１．概述", "２．设计"),
        ("（一）概述", "（二）设计"),
    ] {
        let source = format!("# 预约\n\n## {one}\n\n内容\n\n## {two}\n\n内容\n");
        assert_eq!(found(template, &source), [""; 0], "{source}");
        let source = format!("# 预约\n\n## {two}\n\n内容\n");
        assert_eq!(found(template, &source), ["missing-section 预约"], "{source}");
    }
}

#[test]
fn parentheses_that_ask_for_a_text_are_instructions() {
    let template =
        "# 题目\n\n## 背景\n\n（请说明原因。）\n\n## 概要\n\n（ここに記入してください）\n\n## 备注\n\n（附图见下页）\n";
    let left = ["instruction-left （请说明原因。）", "instruction-left （ここに記入してください）"];
    assert_eq!(found(template, template), left);
    let whole =
        "# 题目\n\n## 背景\n\n读者要预约。\n\n## 概要\n\n予約の概要（記入済み）。\n\n## 备注\n\n（附图见下页）\n";
    assert_eq!(found(template, whole), [""; 0]);
}
